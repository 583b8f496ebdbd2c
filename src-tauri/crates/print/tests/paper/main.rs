//! Paper as other programs read it: text, fonts, codes, printers.

mod code;
mod golden;
mod printers;
mod sample;
mod text;
mod tools;

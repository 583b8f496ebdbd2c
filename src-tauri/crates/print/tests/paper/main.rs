//! Paper as other programs read it: text, fonts, codes, printers.

mod look;
mod sample;

//! Keys that are not letters, as `Window::keys` and `Window::chord` take them.

/// Goes on to the next thing.
pub const TAB: char = '\u{e004}';
/// Does it.
pub const ENTER: char = '\u{e007}';
/// Goes back.
pub const ESCAPE: char = '\u{e00c}';
/// Held with another key.
pub const CONTROL: char = '\u{e009}';
/// Held with another key.
pub const ALT: char = '\u{e00a}';
/// Held with another key.
pub const SHIFT: char = '\u{e008}';
/// Chooses, ticks.
pub const SPACE: char = ' ';
/// Takes the letter before away.
pub const BACKSPACE: char = '\u{e003}';
/// To the left.
pub const LEFT: char = '\u{e012}';
/// Up.
pub const UP: char = '\u{e013}';
/// To the right.
pub const RIGHT: char = '\u{e014}';
/// Down.
pub const DOWN: char = '\u{e015}';
/// Help.
pub const F1: char = '\u{e031}';

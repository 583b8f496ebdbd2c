#![allow(clippy::unwrap_used)]
#[test]
fn look() {
    let made = print::make(&crate::sample::pack(3), record::SheetNumber(4127), &mut |_| print::Continue::Yes).unwrap();
    std::fs::write("/tmp/look.pdf", &made.pdf).unwrap();
    println!("{} pages {:?}", made.pages, made.jobs);
}

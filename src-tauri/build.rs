//! Embeds the window's configuration, and builds again when the pages have changed.

fn main() {
    // `generate_context!` wants the folder even before the pages are built; it may be empty then.
    let pages = std::path::Path::new("../ui/dist");
    std::fs::create_dir_all(pages).expect("the folder of the built pages can be made");
    println!("cargo:rerun-if-changed={}", pages.display());
    tauri_build::build();
}

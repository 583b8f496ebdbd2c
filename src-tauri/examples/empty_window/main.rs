//! An empty window: the floor that the app's cold start is measured against (`cargo xtask bench`), and a page to try
//! the window tests' own machinery on.

fn main() {
    tauri::Builder::default()
        .run(tauri::generate_context!("examples/empty_window/tauri.conf.json"))
        .expect("a window can be opened");
}

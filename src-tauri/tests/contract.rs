//! The contract between Rust and the screen.

#[test]
fn the_bindings_are_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/ipc/bindings.ts");
    let fresh = tempfile::NamedTempFile::new().expect("a temporary file");
    holdfast_app::contract()
        .export(specta_typescript::Typescript::default(), fresh.path())
        .expect("every type has a TypeScript shape");
    let fresh = std::fs::read_to_string(fresh.path()).expect("just written");
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::write(path, &fresh).expect("ui/src/ipc is there");
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == fresh, "ui/src/ipc/bindings.ts is stale: run `cargo xtask bindings`");
}

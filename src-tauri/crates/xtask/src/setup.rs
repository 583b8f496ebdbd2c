//! What a fresh Debian machine with Rust, Node and git still lacks. Each step looks first and does nothing when all is there.

use std::path::Path;

use crate::say::{Done, answers, output, program, root, run, step};

/// To build the app.
const TO_BUILD: [&str; 6] =
    ["build-essential", "libgtk-3-dev", "librsvg2-dev", "libssl-dev", "libwebkit2gtk-4.1-dev", "pkg-config"];
/// To open its window where there is no display, and to look at what it printed.
const TO_LOOK: [&str; 4] = ["fonts-liberation", "poppler-utils", "webkit2gtk-driver", "xvfb"];
/// A test printer, a keeper of secrets, a reader of QR codes, and the packages nobody here wrote.
const TO_TEST: [&str; 6] = ["avahi-daemon", "cups-ipp-utils", "dbus", "gnome-keyring", "python3-venv", "zbar-tools"];

/// What `cargo xtask run` needs.
pub(crate) fn to_run() -> Done {
    packages(&[&TO_BUILD])?;
    pages()
}

/// What is only measured against.
const TO_MEASURE: [&str; 2] = ["chromium", "python3-venv"];

/// What the tour needs.
pub(crate) fn to_look() -> Done {
    packages(&[&TO_BUILD, &TO_LOOK])?;
    pages()
}

/// What `cargo xtask test` needs.
pub(crate) fn to_test() -> Done {
    packages(&[&TO_BUILD, &TO_LOOK, &TO_TEST])?;
    pages()?;
    oracles()
}

/// What the measurements need: also the peers, in a folder of their own, never linked, never shipped.
pub(crate) fn to_measure() -> Done {
    packages(&[&TO_BUILD, &TO_LOOK, &TO_MEASURE])?;
    pages()?;
    python("tests/bench/requirements.txt", "target/bench-peers", "what packs are measured against")
}

/// System packages, from apt where there is one.
fn packages(lists: &[&[&str]]) -> Done {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let wanted = lists.concat();
    if !answers("dpkg-query", &["--version"]) {
        println!(
            "This is not Debian: these packages, or what they are called here, are needed:\n   {}",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = wanted.into_iter().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    step(&format!("system packages: {}", missing.join(" ")));
    let by_hand = format!("\nInstall them by hand, then try again:\n   apt-get install {}", missing.join(" "));
    apt(&["update"]).map_err(|why| why + &by_hand)?;
    apt(&[&["install", "--yes", "--no-install-recommends"], missing.as_slice()].concat()).map_err(|why| why + &by_hand)
}

fn installed(package: &str) -> bool {
    let status = output("dpkg-query", &["--show", "--showformat=${db:Status-Status}", package]);
    status.is_some_and(|status| status.trim() == "installed")
}

/// apt as root: directly, or through sudo.
fn apt(words: &[&str]) -> Done {
    let root = output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    if !root && !answers("sudo", &["--version"]) {
        return Err("System packages are missing, and neither is this root nor is sudo here.".into());
    }
    let mut command = if root { program("apt-get", &[]) } else { program("sudo", &["apt-get"]) };
    command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
    run(command)
}

/// The packages of the pages: as the lock file says, and again when it changed.
fn pages() -> Done {
    if !answers("node", &["--version"]) || !answers("npm", &["--version"]) {
        return Err("Node and npm are needed for the pages: install Node 20 or newer.".into());
    }
    let ui = root().join("ui");
    if newer(&ui.join("node_modules/.package-lock.json"), &ui.join("package-lock.json")) {
        return Ok(());
    }
    step("packages of the pages");
    let mut command = program("npm", &["ci", "--no-audit", "--no-fund"]);
    command.current_dir(&ui);
    run(command)
}

/// Independent packages that tests ask for a second opinion: in a folder of their own, never linked, never shipped.
fn oracles() -> Done {
    python("tests/oracles/requirements.txt", "target/oracles", "independent packages, for second opinions")
}

/// Python packages in a folder of their own, as a list says, and again when it changed.
fn python(list: &str, folder: &str, what: &str) -> Done {
    let (list, name, folder) = (root().join(list), folder, root().join(folder));
    let kept = folder.join("requirements.txt");
    let wanted = std::fs::read_to_string(&list).unwrap_or_default();
    if wanted.is_empty() || std::fs::read_to_string(&kept).is_ok_and(|had| had == wanted) {
        return Ok(());
    }
    step(what);
    let python = folder.join("bin/python");
    if !python.is_file() {
        run(program("python3", &["-m", "venv", &folder.display().to_string()]))?;
    }
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run(program(&python.display().to_string(), &[pip.as_slice(), &[&list.display().to_string()]].concat()))?;
    std::fs::write(kept, wanted).map_err(|error| format!("{name}: {error}"))
}

/// Whether `made` is there and not older than `from`.
fn newer(made: &Path, from: &Path) -> bool {
    let changed = |path: &Path| path.metadata().and_then(|file| file.modified()).ok();
    matches!((changed(made), changed(from)), (Some(made), Some(from)) if made >= from)
}

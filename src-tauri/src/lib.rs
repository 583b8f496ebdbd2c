//! The shell: the only Rust that knows Tauri and TypeScript. Opens the store, starts the watchers, lists the
//! commands, opens the window.

mod app;
pub mod changes;
mod clock;
mod commands;
mod copying;
mod keeping;
mod paper;
mod printing;
mod problem;
mod sending;
mod session;
mod show;
mod taking;
pub mod views;
mod watch;

use std::path::PathBuf;

use tauri::Manager;
use tauri_specta::{Builder, collect_commands, collect_events};

use app::App;

/// Every command the screen may call, and the one event.
#[must_use]
pub fn contract() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new()
        .disable_serde_phases()
        .commands(collect_commands![
            commands::session::session,
            commands::session::unlock,
            commands::session::staff_choices,
            commands::session::sign_in,
            commands::session::change_pin,
            commands::session::lock,
            commands::session::touched,
            commands::session::strip,
            commands::session::status,
            commands::board::board,
            commands::board::keep_columns,
            commands::patient::open_patient,
            commands::patient::observation_chart,
            commands::patient::decide_scale2,
            commands::find::find,
            commands::form::start_form,
            commands::form::open_draft,
            commands::form::answer,
            commands::form::add_row,
            commands::form::remove_row,
            commands::form::set_care,
            commands::form::discard_draft,
            commands::form::restore_draft,
            commands::form::sign,
            commands::record::record_history,
            commands::record::amend_record,
            commands::record::void_record,
            commands::outage::outage,
            commands::outage::preview_change,
            commands::outage::declare,
            commands::outage::change_systems,
            commands::recovery::recovery,
            commands::recovery::release,
            commands::recovery::stop_sending,
            commands::recovery::try_again,
            commands::recovery::accept_server,
            commands::print::print_choices,
            commands::print::make_pack,
            commands::print::pack_progress,
            commands::print::cancel_pack,
            commands::print::pack_pdf,
            commands::print::save_pack,
            commands::print::print_pack,
            commands::copies::copies,
            commands::keys::ways,
            commands::keys::check_code_part,
            commands::keys::open_with_envelope,
            commands::keys::keys,
            commands::keys::prepare_envelope,
            commands::keys::envelope_page_to,
            commands::keys::envelope_printers,
            commands::keys::seal_envelope,
            commands::keys::drop_envelope_page,
            commands::keys::set_my_passphrase,
            commands::keys::allow_this_pc,
            commands::keys::remove_way,
            commands::keys::renew_secret,
            commands::keys::accept_roll_back,
            commands::copies::choose_copy,
            commands::copies::take_copy,
            commands::copies::stop_taking,
            commands::copies::taking_seen,
            commands::standby::standby,
            commands::standby::copy_now,
            commands::standby::stop_copy,
            commands::standby::back_up,
            commands::standby::erase_old,
            commands::standby::reset_pc,
            commands::standby::find_copies,
            commands::standby::open_copy,
            commands::people::people,
            commands::people::roles,
            commands::people::keep_person,
            commands::people::revoke_person,
            commands::people::reinstate_person,
            commands::people::reset_pin,
            commands::people::revoke_pin,
            commands::people::preview_roster,
            commands::people::take_roster,
            commands::emergency::pass_choices,
            commands::emergency::admit,
            commands::emergency::break_glass,
            commands::emergency::let_in,
            commands::emergency::let_in_by_envelope,
            commands::emergency::access,
            commands::emergency::review_access,
            commands::emergency::countersign,
            commands::audit::audit,
            commands::audit::audit_patients,
            commands::audit::search_audit,
            commands::audit::export_audit,
            commands::audit::check_chain,
        ])
        .events(collect_events![changes::Changed])
}

/// What may be asked before anybody has signed in: the gate itself, and bars without a patient's data. Those that let
/// somebody in, or change a PIN, carry the PIN of whoever answers for it.
pub const BEFORE_SIGNING_IN: [&str; 19] = [
    "session",
    "unlock",
    "staff_choices",
    "sign_in",
    "change_pin",
    "lock",
    "touched",
    "strip",
    "status",
    "ways",
    "check_code_part",
    "open_with_envelope",
    "find_copies",
    "open_copy",
    "pass_choices",
    "admit",
    "break_glass",
    "let_in",
    "let_in_by_envelope",
];

/// Opens the window and runs until it is closed.
///
/// # Errors
/// When the window cannot be opened.
pub fn run() -> tauri::Result<()> {
    // Every file made from here on is readable by this user alone.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    let contract = contract();
    let commands = contract.invoke_handler();
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                // A second start only brings the window forward; failing to is no failure.
                let _ = window.set_focus();
            }
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(move |invoke| {
            let open = BEFORE_SIGNING_IN.contains(&invoke.message.command());
            // Whatever is asked, and with whatever arguments: without a session nothing of it is looked at.
            match invoke.message.webview_ref().try_state::<App>().map(|app| app.actor()) {
                Some(Err(problem)) if !open => {
                    invoke.resolver.reject(problem);
                    true
                }
                Some(_) => commands(invoke),
                None => false,
            }
        })
        .setup(move |tauri| {
            contract.mount_events(tauri);
            let handle = tauri.handle().clone();
            let home = home(&handle)?;
            tauri.manage(App::begin(handle, home));
            let app = tauri.state::<App>();
            app.start();
            app.watch();
            Ok(())
        })
        .run(tauri::generate_context!())
}

/// Where the store is: this PC's data folder; in a debug build, where the environment says.
fn home(handle: &tauri::AppHandle) -> tauri::Result<PathBuf> {
    if cfg!(debug_assertions)
        && let Some(home) = std::env::var_os("HOLDFAST_HOME")
    {
        return Ok(PathBuf::from(home));
    }
    handle.path().app_local_data_dir()
}

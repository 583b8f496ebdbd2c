//! The shell: the only Rust that knows Tauri and TypeScript.

pub mod changes;
pub mod commands;
pub mod problem;
pub mod views;

/// Every command the screen may call, and the one event.
#[must_use]
pub fn contract() -> tauri_specta::Builder<tauri::Wry> {
    tauri_specta::Builder::<tauri::Wry>::new()
        .disable_serde_phases()
        .commands(tauri_specta::collect_commands![
            commands::session::session,
            commands::session::unlock,
            commands::session::staff_choices,
            commands::session::sign_in,
            commands::session::lock,
            commands::session::touched,
            commands::session::strip,
            commands::session::status,
            commands::board::board,
            commands::patient::open_patient,
            commands::patient::observation_chart,
            commands::patient::decide_scale2,
            commands::form::start_form,
            commands::form::open_draft,
            commands::form::answer,
            commands::form::add_row,
            commands::form::remove_row,
            commands::form::set_care,
            commands::form::discard_draft,
            commands::form::restore_draft,
            commands::form::sign,
            commands::outage::outage,
            commands::outage::preview_change,
            commands::outage::declare,
            commands::outage::change_systems,
            commands::recovery::recovery,
            commands::recovery::release,
            commands::recovery::stop_sending,
            commands::recovery::try_again,
            commands::print::print_choices,
            commands::print::make_pack,
            commands::print::pack_progress,
            commands::print::cancel_pack,
            commands::print::pack_pdf,
            commands::print::save_pack,
            commands::print::print_pack,
            commands::copies::copies,
        ])
        .events(tauri_specta::collect_events![changes::Changed])
}

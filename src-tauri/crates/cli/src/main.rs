//! `holdfast`: the same acts without a window, for IT, drills and tests.
//! Messages go to stderr; with `--json`, one JSON value to stdout; the exit code is 0 only on success.

mod arguments;
mod audit;
mod copies;
mod forms;
mod import;
mod keys;
mod outage;
mod pack;
mod patients;
mod recovery;
mod said;
mod secrets;
mod server;
mod staff;
mod store;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use said::{Failure, Said};

fn main() -> ExitCode {
    only_for_this_user();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return said::usage(&error),
    };
    let json = arguments.json;
    match run(arguments.command) {
        Ok(said) => said.print(json),
        Err(failure) => failure.print(json),
    }
}

/// Every file made from here on is readable by this user alone.
fn only_for_this_user() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
}

fn run(command: Command) -> Result<Said, Failure> {
    match command {
        Command::Init(init) => store::init(&init),
        Command::Keys(keys) => keys::keys(&keys.act),
        Command::Staff(staff) => staff::staff(&staff),
        Command::Import(import) => import::import(&import),
        Command::Patients(patients) => patients::patients(&patients),
        Command::Patient(patient) => patients::patient(&patient),
        Command::Evaluate(evaluate) => forms::evaluate(&evaluate),
        Command::Record(record) => forms::record(&record),
        Command::Form(form) => forms::form(&form),
        Command::Outage(outage) => outage::outage(&outage),
        Command::Pack(pack) => pack::pack(&pack),
        Command::File(file) => recovery::file(&file),
        Command::Retry(retry) => recovery::retry(&retry),
        Command::Server(server) => server::server(&server),
        Command::Verify(verify) => store::verify(&verify),
        Command::Export(export) => recovery::export(&export),
        Command::Audit(audit) => audit::audit(&audit),
        Command::Standby(standby) => copies::standby(&standby),
        Command::Backup(backup) => copies::backup(&backup),
        Command::Restore(restore) => copies::restore(&restore),
        Command::Reset(reset) => store::reset(&reset),
        Command::Retention(retention) => store::retention(&retention),
    }
}

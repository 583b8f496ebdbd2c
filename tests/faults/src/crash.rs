//! What a power cut leaves of a folder: what was synced, and of the rest what the model says.

use std::collections::BTreeMap;
use std::path::Path;

use crate::chance::Chance;
use crate::disk::{Base, Entry, FileId, Step, folder_of};

/// What becomes of what was not yet synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Model {
    Lost,
    Kept,
    /// A random part of it, whole writes.
    Some,
    /// A random part of each write's 512-byte sectors; others hold what was there, or rubbish.
    Torn,
}

pub(crate) const MODELS: [Model; 4] = [Model::Lost, Model::Kept, Model::Some, Model::Torn];
const SECTOR: u64 = 512;

#[derive(Default)]
struct Held<'a> {
    names: BTreeMap<String, Entry>,
    contents: BTreeMap<FileId, Vec<u8>>,
    loose: BTreeMap<FileId, Vec<&'a Step>>,
    loose_names: Vec<&'a Step>,
}

/// Plays the tape and cuts the power at its end.
pub(crate) fn after<'a>(base: &Base, tape: &'a [Step], model: Model, chance: &mut Chance) -> Base {
    let mut held: Held<'a> = Held { names: base.names.clone(), contents: base.contents.clone(), ..Held::default() };
    for step in tape {
        match step {
            Step::Write { file, .. } | Step::Length { file, .. } => held.loose.entry(*file).or_default().push(step),
            Step::Sync { file } => {
                let content = held.contents.entry(*file).or_default();
                held.loose.remove(file).into_iter().flatten().for_each(|step| change(content, step));
            }
            Step::SyncFailed { file } => {
                held.loose.remove(file);
            }
            Step::Name { .. } | Step::Gone { .. } | Step::Renamed { .. } => held.loose_names.push(step),
            Step::SyncNames { folder } => {
                let (now, later) = held.loose_names.into_iter().partition(|step| in_folder(step, folder));
                let now: Vec<&Step> = now;
                now.into_iter().for_each(|step| rename(&mut held.names, step));
                held.loose_names = later;
            }
            Step::Acknowledged => {}
        }
    }
    // Names are kept in their order: how many of them is chance.
    let kept_names = match model {
        Model::Lost => 0,
        Model::Kept => held.loose_names.len(),
        Model::Some | Model::Torn => chance.below(held.loose_names.len() + 1),
    };
    held.loose_names.iter().take(kept_names).for_each(|step| rename(&mut held.names, step));
    for (file, steps) in &held.loose {
        let content = held.contents.entry(*file).or_default();
        for step in steps {
            match model {
                Model::Lost => {}
                Model::Kept => change(content, step),
                Model::Some => {
                    if chance.coin() {
                        change(content, step);
                    }
                }
                Model::Torn => torn(content, step, chance),
            }
        }
    }
    Base { names: held.names, contents: held.contents }
}

fn in_folder(step: &Step, folder: &str) -> bool {
    match step {
        Step::Name { path, .. } | Step::Gone { path } => folder_of(path) == folder,
        Step::Renamed { from, to } => folder_of(from) == folder || folder_of(to) == folder,
        Step::Write { .. }
        | Step::Length { .. }
        | Step::Sync { .. }
        | Step::SyncFailed { .. }
        | Step::SyncNames { .. }
        | Step::Acknowledged => false,
    }
}

fn rename(names: &mut BTreeMap<String, Entry>, step: &Step) {
    match step {
        Step::Name { path, entry } => {
            names.insert(path.clone(), *entry);
        }
        Step::Gone { path } => {
            names.remove(path);
        }
        Step::Renamed { from, to } => {
            if let Some(entry) = names.remove(from) {
                names.insert(to.clone(), entry);
            }
        }
        Step::Write { .. }
        | Step::Length { .. }
        | Step::Sync { .. }
        | Step::SyncFailed { .. }
        | Step::SyncNames { .. }
        | Step::Acknowledged => {}
    }
}

fn change(content: &mut Vec<u8>, step: &Step) {
    match step {
        Step::Write { at, bytes, .. } => put(content, *at, bytes),
        Step::Length { length, .. } => content.resize(place(*length), 0),
        Step::Sync { .. }
        | Step::SyncFailed { .. }
        | Step::Name { .. }
        | Step::Gone { .. }
        | Step::Renamed { .. }
        | Step::SyncNames { .. }
        | Step::Acknowledged => {}
    }
}

fn torn(content: &mut Vec<u8>, step: &Step, chance: &mut Chance) {
    let Step::Write { at, bytes, .. } = step else { return change(content, step) };
    let (mut at, mut bytes) = (*at, bytes.as_slice());
    while !bytes.is_empty() {
        let to_edge = usize::try_from(SECTOR - at % SECTOR).unwrap_or(usize::MAX);
        let (sector, rest) = bytes.split_at(to_edge.min(bytes.len()));
        match chance.below(8) {
            0..4 => put(content, at, sector),
            4..7 => {}
            _ => {
                let rubbish: Vec<u8> = sector.iter().map(|_| chance.next().to_le_bytes()[0]).collect();
                put(content, at, &rubbish);
            }
        }
        at += sector.len() as u64;
        bytes = rest;
    }
}

fn put(content: &mut Vec<u8>, at: u64, bytes: &[u8]) {
    let (from, to) = (place(at), place(at) + bytes.len());
    if content.len() < to {
        content.resize(to, 0);
    }
    if let Some(there) = content.get_mut(from..to) {
        there.copy_from_slice(bytes);
    }
}

fn place(at: u64) -> usize {
    usize::try_from(at).expect("a file that fits into memory")
}

/// Writes the folder out. A file in a folder that was lost is lost with it.
pub(crate) fn write_out(left: &Base, folder: &Path) {
    for (name, entry) in &left.names {
        let above = folder_of(name);
        if !above.is_empty() && !left.names.contains_key(above) {
            continue;
        }
        let path = folder.join(name);
        match entry {
            Entry::Folder => std::fs::create_dir_all(path).expect("a folder can be made"),
            Entry::File(file) => {
                let content = left.contents.get(file).map_or(&[][..], Vec::as_slice);
                std::fs::write(path, content).expect("a file can be written");
            }
        }
    }
}

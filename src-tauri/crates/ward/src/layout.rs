//! Which columns of the ward list a person wants, in what order and how wide: this PC's settings, a file beside the
//! store. It holds nobody's data, so it is no act and not encrypted; without it, or with a damaged one, the list is as
//! it comes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use record::{Permission, StaffId};
use serde::{Deserialize, Serialize};

use crate::{Actor, Ward, WardError, may};

/// A column of the ward list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// Who is meant: always there, always first.
    Bed,
    /// Who is meant: always there, always second.
    Patient,
    /// NEWS2 and trend.
    News,
    /// When observations are due.
    Observations,
    /// Resuscitation, infection, diet.
    Facts,
    /// Allergies.
    Allergies,
    /// Newest record here.
    Newest,
}

impl Column {
    /// Every column, as the list comes.
    pub const ALL: [Column; 7] = [
        Column::Bed,
        Column::Patient,
        Column::News,
        Column::Observations,
        Column::Facts,
        Column::Allergies,
        Column::Newest,
    ];

    /// Says who is meant, so it cannot be left out or moved.
    #[must_use]
    pub fn identifies(self) -> bool {
        matches!(self, Column::Bed | Column::Patient)
    }
}

/// One column as a person wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Laid {
    /// Which.
    pub column: Column,
    /// On the list.
    pub shown: bool,
    /// Pixels; none as it comes.
    pub width: Option<u32>,
}

/// Narrowest and widest a column can be kept.
const WIDTH: std::ops::RangeInclusive<u32> = 32..=1600;

#[derive(Default, Serialize, Deserialize)]
struct File {
    columns: BTreeMap<StaffId, Vec<Laid>>,
}

impl Ward {
    /// The columns as this person last left them.
    #[must_use]
    pub fn columns(&self, actor: &Actor) -> Vec<Laid> {
        let mut file = read(self.store.home());
        whole(file.columns.remove(&actor.staff.id).unwrap_or_default())
    }

    /// Keeps the columns as this person wants them; answers with what was kept.
    ///
    /// # Errors
    /// When the role does not see the list, or the disk refuses: then it is as it was.
    pub fn keep_columns(&self, actor: &Actor, columns: Vec<Laid>) -> Result<Vec<Laid>, WardError> {
        may(actor, Permission::SeePatients, "see the ward list")?;
        let columns = whole(columns);
        let mut file = read(self.store.home());
        file.columns.insert(actor.staff.id, columns.clone());
        write(self.store.home(), &file).map_err(WardError::Layout)?;
        Ok(columns)
    }
}

/// Each column once: who is meant first and shown, then as wanted, then what was not named.
fn whole(wanted: Vec<Laid>) -> Vec<Laid> {
    let mut columns: Vec<Laid> = Vec::with_capacity(Column::ALL.len());
    let as_it_comes = Column::ALL.map(|column| Laid { column, shown: true, width: None });
    for one in wanted.into_iter().chain(as_it_comes) {
        if !columns.iter().any(|known| known.column == one.column) {
            let shown = one.shown || one.column.identifies();
            columns.push(Laid { shown, width: one.width.filter(|width| WIDTH.contains(width)), ..one });
        }
    }
    columns.sort_by_key(|one| if one.column.identifies() { one.column } else { Column::News });
    columns
}

fn path(home: &Path) -> PathBuf {
    home.join("layout.json")
}

fn read(home: &Path) -> File {
    std::fs::read(path(home)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Whole or not at all: written beside, then put in its place.
fn write(home: &Path, file: &File) -> std::io::Result<()> {
    let new = home.join("layout.json.new");
    std::fs::write(&new, serde_json::to_vec_pretty(file)?)?;
    std::fs::rename(new, path(home))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::tests::{now, somebody, ward};

    fn order(columns: &[Laid]) -> Vec<Column> {
        columns.iter().map(|one| one.column).collect()
    }

    #[test]
    fn each_person_finds_the_columns_as_they_left_them_after_a_restart() {
        let home = tempfile::tempdir().unwrap();
        let mut open = ward(&home);
        let (ama, sam) = (somebody(&mut open, "Ama Boateng"), somebody(&mut open, "Sam Reyes"));
        let mut wanted = open.columns(&ama);
        assert_eq!(order(&wanted), Column::ALL);
        wanted.swap(2, 4);
        wanted[2].width = Some(260);
        wanted[5].shown = false;
        assert_eq!(open.keep_columns(&ama, wanted.clone()).unwrap(), wanted);
        drop(open);
        let open = Ward::open(home.path(), crate::EXERCISE_PASSPHRASE, now()).unwrap();
        assert_eq!(open.columns(&ama), wanted);
        assert_eq!(order(&open.columns(&sam)), Column::ALL);
    }

    #[test]
    fn who_is_meant_cannot_be_left_out_or_moved_and_a_column_stands_once() {
        let laid = |column, shown, width| Laid { column, shown, width };
        let kept = whole(vec![
            laid(Column::News, false, Some(9_999)),
            laid(Column::Patient, false, None),
            laid(Column::News, true, None),
            laid(Column::Bed, false, Some(80)),
        ]);
        assert_eq!(kept[0], laid(Column::Bed, true, Some(80)));
        assert_eq!(kept[1], laid(Column::Patient, true, None));
        assert_eq!(kept[2], laid(Column::News, false, None));
        assert_eq!(kept.len(), Column::ALL.len());
    }

    #[test]
    fn a_damaged_file_is_as_good_as_none() {
        let home = tempfile::tempdir().unwrap();
        let mut open = ward(&home);
        let ama = somebody(&mut open, "Ama Boateng");
        std::fs::write(path(home.path()), b"{ not json").unwrap();
        assert_eq!(order(&open.columns(&ama)), Column::ALL);
    }
}

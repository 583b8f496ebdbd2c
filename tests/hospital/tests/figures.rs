//! How much is tried, and what came of it: counted, judged, and written down by `cargo xtask oracles`.

use std::path::Path;

/// Whether everything is tried (`cargo xtask oracles`), or about a tenth (`cargo xtask test`).
pub(crate) fn whole() -> bool {
    std::env::var("HOLDFAST_FAULTS").is_ok_and(|value| value == "full")
}

/// How many random lives are tried.
pub(crate) fn seeds() -> u64 {
    if whole() { 10_000 } else { 1_000 }
}

/// What can be wrong with an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It counts as accepted, and not all of it is there.
    Lost(String),
    /// Something is there more than once, or under an id that is not ours.
    Doubled(String),
    /// Something is there, and is not what was sent.
    Differs(String),
    /// It ended without a last word, or with one that nothing calls for.
    Unsettled(String),
}

/// How one trial ended.
pub(crate) enum Ended {
    Accepted,
    Refused,
    Wrong(Wrong),
}

/// What many trials came to.
#[derive(Default)]
pub(crate) struct Figures {
    pub(crate) tried: usize,
    pub(crate) accepted: usize,
    pub(crate) refused: usize,
    pub(crate) lost: usize,
    pub(crate) doubled: usize,
    pub(crate) otherwise: usize,
    /// The first few that are wrong, in words.
    pub(crate) wrong: Vec<String>,
}

impl Figures {
    pub(crate) fn add(&mut self, what: impl FnOnce() -> String, ended: Ended) {
        self.tried += 1;
        let wrong = match ended {
            Ended::Accepted => return self.accepted += 1,
            Ended::Refused => return self.refused += 1,
            Ended::Wrong(wrong) => wrong,
        };
        match wrong {
            Wrong::Lost(_) => self.lost += 1,
            Wrong::Doubled(_) => self.doubled += 1,
            Wrong::Differs(_) | Wrong::Unsettled(_) => self.otherwise += 1,
        }
        self.wrong.push(format!("{}: {wrong:?}", what()));
    }

    pub(crate) fn join(mut self, other: Figures) -> Figures {
        self.tried += other.tried;
        self.accepted += other.accepted;
        self.refused += other.refused;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.otherwise += other.otherwise;
        self.wrong.extend(other.wrong);
        self
    }

    /// All promises held in every trial.
    #[track_caller]
    pub(crate) fn none_wrong(&self) {
        let first: Vec<&str> = self.wrong.iter().take(20).map(String::as_str).collect();
        assert!(self.wrong.is_empty(), "{} of {} trials:\n{}", self.wrong.len(), self.tried, first.join("\n"));
    }

    /// Leaves a row for `tests/faults/filing.md`. `place` orders the rows; `what` is the first column.
    pub(crate) fn write(&self, place: u32, what: &str) {
        println!(
            "{what}: {} tried, {} accepted, {} refused, {} doubled, {} lost, {} otherwise wrong",
            self.tried, self.accepted, self.refused, self.doubled, self.lost, self.otherwise
        );
        if !whole() {
            return;
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/faults/filing");
        std::fs::create_dir_all(&folder).unwrap();
        let row = format!(
            "| {what} | {} | {} | {} | {} | {} | {} |\n",
            self.tried, self.accepted, self.refused, self.doubled, self.lost, self.otherwise
        );
        std::fs::write(folder.join(format!("{place:02}")), row).unwrap();
    }
}

/// Tries each of `all` on as many threads as the waiting allows, and counts.
pub(crate) fn try_all<T: std::fmt::Debug + Sync>(all: &[T], one: impl Fn(&T) -> Ended + Sync) -> Figures {
    let threads = std::thread::available_parallelism().map_or(2, usize::from) * 4;
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut figures = Figures::default();
                    while let Some(trial) = all.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                        figures.add(|| format!("{trial:?}"), one(trial));
                    }
                    figures
                })
            })
            .collect();
        parts.into_iter().map(|part| part.join().unwrap()).fold(Figures::default(), Figures::join)
    })
}

/// Numbers that look drawn and are the same on every run (splitmix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }

    pub(crate) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

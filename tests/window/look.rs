//! Using a window: press, choose, type, see. Each waits until it can be done, and says what was there when it could not.

use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use serde_json::Value;

use super::finder::{Looked, element_id, look};
use super::{Role, Window, root};

/// How long a picture may take.
const PICTURE: Duration = Duration::from_secs(15);
const GLANCE: Duration = Duration::from_millis(20);
const TWO_FRAMES: &str = "window.framesSeen = 0;
    const frame = () => { if (++window.framesSeen < 2) requestAnimationFrame(frame) };
    requestAnimationFrame(frame);";

impl Window {
    /// Presses a button, link, tab or option of that name, whichever is there.
    #[track_caller]
    pub fn press(&self, words: &str) {
        self.press_in(None, words);
    }

    /// The same, inside the innermost group (row, section, dialog) that is named `group`.
    #[track_caller]
    pub fn press_within(&self, group: &str, words: &str) {
        self.press_in(Some(group), words);
    }

    #[track_caller]
    fn press_in(&self, group: Option<&str>, words: &str) {
        let roles = [Role::Button, Role::Link, Role::Tab, Role::Option];
        self.with_one(&roles, words, group, async |element| element.click().await);
    }

    /// Chooses a radio button or ticks a box.
    #[track_caller]
    pub fn choose(&self, words: &str) {
        self.choose_in(None, words);
    }

    /// The same, inside the question named `question`.
    #[track_caller]
    pub fn choose_within(&self, question: &str, words: &str) {
        self.choose_in(Some(question), words);
    }

    #[track_caller]
    fn choose_in(&self, question: Option<&str>, words: &str) {
        let client = self.client.clone();
        self.with_one(&[Role::Radio, Role::Checkbox], words, question, async move |element| {
            // The label is what a finger lands on; the input itself may be drawn over.
            let input = serde_json::to_value(element).unwrap_or_default();
            let script = "const [i] = arguments; const on = i.labels?.[0] ?? i; on.scrollIntoView({ block: 'center' }); return on";
            let label = client.execute(script, vec![input.clone()]).await?;
            match element_id(&label) {
                Some(id) => Element::from_element_id(client.clone(), id).click().await?,
                None => element.click().await?,
            }
            // A page that moves under the finger: a person sees that nothing was chosen, and presses again.
            let missed = "const [i] = arguments; return i.isConnected && i.type === 'radio' && !i.checked";
            match client.execute(missed, vec![input]).await?.as_bool() {
                Some(true) => Err(CmdError::NotJson("the choice was not taken".to_owned())),
                Some(false) | None => Ok(()),
            }
        });
    }

    /// Types into a field, over what was there.
    #[track_caller]
    pub fn fill(&self, label: &str, text: &str) {
        let client = self.client.clone();
        self.with_one(&[Role::Field], label, None, async move |element| {
            let field = serde_json::to_value(element).unwrap_or_default();
            client.execute("arguments[0].scrollIntoView({ block: 'center' })", vec![field]).await?;
            element.clear().await?;
            if text.is_empty() { Ok(()) } else { element.send_keys(text).await }
        });
    }

    /// Chooses from a drop-down list.
    #[track_caller]
    pub fn pick(&self, list: &str, option: &str) {
        self.with_one(&[Role::List], list, None, async |element| element.select_by_label(option).await);
    }

    /// What a field holds.
    #[track_caller]
    pub fn value(&self, label: &str) -> String {
        let mut value = String::new();
        self.with_one(&[Role::Field], label, None, async |element| {
            value = element.prop("value").await?.unwrap_or_default();
            Ok(())
        });
        value
    }

    /// Whether a button of that name can be pressed now.
    #[track_caller]
    pub fn can_press(&self, words: &str) -> bool {
        let mut can = false;
        self.with_one(&[Role::Button], words, None, async |element| {
            can = element.is_enabled().await? && element.attr("aria-disabled").await?.as_deref() != Some("true");
            Ok(())
        });
        can
    }

    /// Waits until these words are on the page.
    #[track_caller]
    pub fn see(&self, words: &str) {
        self.until(&format!("“{words}” is on the page"), |window| window.shows(words));
    }

    /// Waits until something of this role and name is on the page.
    #[track_caller]
    pub fn see_a(&self, role: Role, words: &str) {
        self.with_one(&[role], words, None, async |_| Ok(()));
    }

    /// Waits until these words are no longer on the page.
    #[track_caller]
    pub fn gone(&self, words: &str) {
        self.until(&format!("“{words}” is gone"), |window| !window.shows(words));
    }

    /// Whether these words are on the page now.
    pub fn shows(&self, words: &str) -> bool {
        let looked = self.runtime.block_on(look(&self.client, Role::Anything, words, None));
        looked.is_ok_and(|looked| !looked.found.is_empty())
    }

    /// Whether something of this role and name is on the page now; no words: anything of this role.
    pub fn has(&self, role: Role, words: &str) -> bool {
        let looked = self.runtime.block_on(look(&self.client, role, words, None));
        looked.is_ok_and(|looked| !looked.found.is_empty())
    }

    /// Everything a person can read on the page now.
    pub fn words(&self) -> String {
        self.script("return document.body.innerText").as_str().unwrap_or_default().to_owned()
    }

    /// Presses keys, one after the other, wherever the focus is. `key` has the special ones.
    pub fn keys(&self, keys: &str) {
        let mut actions = KeyActions::new("keyboard".into());
        for key in keys.chars() {
            actions = actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        }
        self.runtime.block_on(self.client.perform_actions(actions)).expect("keys can be pressed");
    }

    /// Presses one key while another is held: `chord(key::CONTROL, key::ENTER)`.
    pub fn chord(&self, held: char, key: char) {
        let actions = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        self.runtime.block_on(self.client.perform_actions(actions)).expect("keys can be pressed");
    }

    /// The name of what has the focus: its label or its own words.
    pub fn focus(&self) -> String {
        let script = "const e = document.activeElement; return ((e.labels && e.labels[0] && e.labels[0].textContent) \
                      || e.getAttribute('aria-label') || e.innerText || '').replace(/\\s+/g, ' ').trim()";
        self.script(script).as_str().unwrap_or_default().to_owned()
    }

    /// Runs a script in the page. For measuring and for axe, not for use: a person has no console.
    pub fn script(&self, script: &str) -> Value {
        self.runtime.block_on(self.client.execute(script, vec![])).unwrap_or_default()
    }

    /// The same for a script that answers later, by calling its last argument.
    pub fn script_later(&self, script: &str) -> Value {
        self.runtime
            .block_on(self.client.execute_async(script, vec![]))
            .unwrap_or_else(|error| Value::String(error.to_string()))
    }

    /// Keeps a picture of the window, two frames after the last change.
    pub fn picture(&self, path: &Path) {
        self.script(TWO_FRAMES);
        let asked = Instant::now();
        while self.script("return window.framesSeen").as_u64() != Some(2) && asked.elapsed() < self.patience {
            std::thread::sleep(GLANCE);
        }
        let taken = self.runtime.block_on(async { tokio::time::timeout(PICTURE, self.client.screenshot()).await });
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).expect("a folder for pictures");
        }
        let png = taken.expect("a picture is taken in time").expect("a picture can be taken");
        std::fs::write(path, png).expect("a picture can be kept");
    }

    /// Waits until `holds`, or fails with what the page shows and a picture of it.
    #[track_caller]
    pub fn until(&self, what: &str, mut holds: impl FnMut(&Self) -> bool) {
        let started = Instant::now();
        while !holds(self) {
            if started.elapsed() > self.patience {
                self.give_up(&format!("waited {} s, but it never came that {what}", self.patience.as_secs()));
            }
            std::thread::sleep(GLANCE);
        }
    }

    /// Finds the one thing of these roles and words, and does something to it; again if it was redrawn meanwhile.
    #[track_caller]
    fn with_one(
        &self,
        roles: &[Role],
        words: &str,
        within: Option<&str>,
        mut act: impl AsyncFnMut(&Element) -> Result<(), CmdError>,
    ) {
        let started = Instant::now();
        let mut last = String::new();
        while started.elapsed() < self.patience {
            for role in roles {
                match self.runtime.block_on(look(&self.client, *role, words, within)) {
                    Ok(Looked { found, .. }) if found.len() > 1 => {
                        last = format!("{} things are called so: say which (`…_within`)", found.len());
                    }
                    Ok(Looked { found, names }) => match found.first() {
                        Some(element) => match self.runtime.block_on(act(element)) {
                            Ok(()) => return,
                            Err(error) => last = error.to_string(),
                        },
                        None if !names.is_empty() => last = format!("there are: {}", names.join(" | ")),
                        None => {}
                    },
                    Err(error) => last = error.to_string(),
                }
            }
            std::thread::sleep(GLANCE);
        }
        let place = within.map(|group| format!(" within “{group}”")).unwrap_or_default();
        self.give_up(&format!("no {roles:?} “{words}”{place} could be used; {last}"));
    }

    #[track_caller]
    fn give_up(&self, why: &str) -> ! {
        let name = std::thread::current().name().unwrap_or("window").replace("::", "-");
        let picture = root().join("target/stories").join(format!("{name}.png"));
        self.picture(&picture);
        panic!("{why}\n— a picture is at {}\n— the page says:\n{}", picture.display(), self.words());
    }
}

//! What has to hold between the items of a form: linkIds unique, conditions about items that exist, and no circles.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{Item, Kind, Operator};
use super::reader::Reader;
use super::{Definition, Second};
use crate::Answer;

pub(super) fn check(definition: &Definition, reader: &mut Reader) {
    let mut items: BTreeMap<&str, (&Item, Option<&str>)> = BTreeMap::new();
    collect(&definition.items, None, &mut items, reader);
    for (link_id, (item, _)) in &items {
        references(link_id, item, &items, reader);
    }
    if let Second::When(link_id) = &definition.second {
        // Not in a row: two people sign the whole form.
        let asks = definition.items.iter().any(|item| item.link_id == *link_id && item.kind == Kind::Boolean);
        if !asks {
            reader.refuse(link_id, "bc-sign asks about it, and it is no yes-or-no question of the whole form");
        }
    }
    for link_id in items.keys() {
        if in_a_circle(link_id, &items) {
            reader.refuse(link_id, "whether it is shown depends on itself");
        }
    }
}

fn collect<'d>(
    held: &'d [Item],
    parent: Option<&'d str>,
    items: &mut BTreeMap<&'d str, (&'d Item, Option<&'d str>)>,
    reader: &mut Reader,
) {
    for item in held {
        if items.insert(&item.link_id, (item, parent)).is_some() {
            reader.refuse(&item.link_id, "this linkId is there twice");
        }
        if item.link_id.contains(['[', ']', '/']) {
            reader.refuse(&item.link_id, "a linkId may not have brackets or a slash");
        }
        collect(&item.items, Some(&item.link_id), items, reader);
    }
}

fn references(link_id: &str, item: &Item, items: &BTreeMap<&str, (&Item, Option<&str>)>, reader: &mut Reader) {
    let known = |name: &str| items.contains_key(name);
    for condition in &item.conditions {
        match items.get(condition.question.as_str()) {
            None => reader.refuse(link_id, format!("enableWhen asks about {}, which is not there", condition.question)),
            Some((question, _)) if !question.kind.asks() => {
                reader.refuse(link_id, format!("enableWhen asks about {}, which has no answer", condition.question));
            }
            Some((question, _)) => {
                let choosable = question.options.is_empty()
                    || question.kind == super::item::Kind::OpenChoice
                    || condition.operator == Operator::Exists
                    || question.options.iter().any(|option| option.code == condition.answer);
                if !choosable {
                    reader.refuse(link_id, format!("{} cannot be answered {}", condition.question, condition.answer));
                }
            }
        }
    }
    let named = item.below.iter().map(|beside| &beside.first).chain(&item.differs_from);
    let inputs = item.calc.iter().flat_map(|calc| calc.inputs.iter().map(|(_, link_id)| link_id));
    for name in named.chain(inputs).filter(|name| !known(name)) {
        reader.refuse(link_id, format!("it names {name}, which is not there"));
    }
    if let Some(Answer::Choice(code)) = &item.initial
        && item.kind == super::item::Kind::Choice
        && !item.options.iter().any(|option| &option.code == code)
    {
        reader.refuse(link_id, "its initial value is not one of its options");
    }
}

/// Follows what an item's being shown depends on: the items its conditions ask about, and the group it is in.
fn in_a_circle(start: &str, items: &BTreeMap<&str, (&Item, Option<&str>)>) -> bool {
    let mut seen = BTreeSet::new();
    let mut next: Vec<&str> = depends_on(start, items);
    while let Some(link_id) = next.pop() {
        if link_id == start {
            return true;
        }
        if seen.insert(link_id) {
            next.extend(depends_on(link_id, items));
        }
    }
    false
}

fn depends_on<'d>(link_id: &str, items: &BTreeMap<&'d str, (&'d Item, Option<&'d str>)>) -> Vec<&'d str> {
    let Some((item, parent)) = items.get(link_id) else { return Vec::new() };
    item.conditions.iter().map(|condition| condition.question.as_str()).chain(*parent).collect()
}

//! How the ward board may be arranged: places, groups with their words, columns.

use ward::arrange::{DecisionGroup, DueGroup, Groups, Places, ScoreGroup, StatedGroup};
use ward::facts::Resuscitation;
use ward::layout::{Column, Laid};

use crate::views::board::{
    BoardRowView, ColumnId, ColumnView, GroupView, GroupingView, GroupingsView, GroupsView, PlacesView,
};

pub(crate) fn place(places: Places) -> PlacesView {
    let Places { age, news2, observations, resuscitation, infection, diet, allergies, newest } = places;
    PlacesView { age, news2, observations, resuscitation, infection, diet, allergies, newest }
}

pub(crate) fn groups(groups: Groups) -> GroupsView {
    GroupsView {
        bay: groups.bay,
        news2: groups.news2.map(|group| score(group).0.to_owned()),
        observations: groups.observations.map(|group| due(group).0.to_owned()),
        resuscitation: groups.resuscitation.map(|group| decision(group).0.to_owned()),
        infection: groups.infection.map(|group| infection(group).0.to_owned()),
        allergies: groups.allergies.map(|group| allergies(group).0.to_owned()),
    }
}

/// A group's code, and its words.
type Named = (&'static str, &'static str);

fn score(group: ScoreGroup) -> Named {
    match group {
        ScoreGroup::High => ("high", "NEWS2 7 or more"),
        ScoreGroup::Medium => ("medium", "NEWS2 5 or 6"),
        ScoreGroup::LowMedium => ("low-medium", "A 3 in one measurement"),
        ScoreGroup::Incomplete => ("incomplete", "NEWS2 incomplete"),
        ScoreGroup::Low => ("low", "NEWS2 0 to 4"),
    }
}

fn due(group: DueGroup) -> Named {
    match group {
        DueGroup::Overdue => ("overdue", "Overdue"),
        DueGroup::Now => ("now", "Due now: none held"),
        DueGroup::Continuous => ("continuous", "Continuous"),
        DueGroup::Soon => ("soon", "Due within 1 hour"),
        DueGroup::Later => ("later", "Due later"),
        DueGroup::AsTheTeamSays => ("team", "As the team says"),
    }
}

fn decision(group: DecisionGroup) -> Named {
    match group {
        DecisionGroup::Decided(Resuscitation::NotForCpr) => ("not-for-cpr", "Not for CPR"),
        DecisionGroup::Decided(Resuscitation::ToBeRead) => ("read", "Other decision: read it"),
        DecisionGroup::Decided(Resuscitation::ForCpr) => ("for-cpr", "For CPR"),
        DecisionGroup::None => ("none", "CPR: none"),
    }
}

fn infection(group: StatedGroup) -> Named {
    match group {
        StatedGroup::Known => ("known", "Infection or precautions"),
        StatedGroup::None => ("none", "Infection: none"),
    }
}

fn allergies(group: StatedGroup) -> Named {
    match group {
        StatedGroup::Known => ("known", "Known allergies"),
        StatedGroup::None => ("none", "No known allergies"),
    }
}

/// Every group there can be; bays are those of the rows.
pub(crate) fn groupings(rows: &[BoardRowView]) -> GroupingsView {
    let mut bays: Vec<GroupView> = Vec::new();
    for bay in rows.iter().filter_map(|row| row.groups.bay.as_ref()) {
        if !bays.iter().any(|known| known.code == *bay) {
            bays.push(GroupView { code: bay.clone(), words: format!("Bay {bay}") });
        }
    }
    let scores = [ScoreGroup::High, ScoreGroup::Medium, ScoreGroup::LowMedium, ScoreGroup::Incomplete, ScoreGroup::Low];
    let dues = [
        DueGroup::Overdue,
        DueGroup::Now,
        DueGroup::Continuous,
        DueGroup::Soon,
        DueGroup::Later,
        DueGroup::AsTheTeamSays,
    ];
    let decisions = [
        DecisionGroup::Decided(Resuscitation::NotForCpr),
        DecisionGroup::Decided(Resuscitation::ToBeRead),
        DecisionGroup::Decided(Resuscitation::ForCpr),
        DecisionGroup::None,
    ];
    let stated = [StatedGroup::Known, StatedGroup::None];
    GroupingsView {
        bay: GroupingView { groups: bays, without: "No bay".to_owned() },
        news2: grouping(&scores.map(score), "No NEWS2 held, or not for this patient"),
        observations: grouping(&dues.map(due), "Not held"),
        resuscitation: grouping(&decisions.map(decision), "CPR not recorded or not held"),
        infection: grouping(&stated.map(infection), "Infection not recorded or not held"),
        allergies: grouping(&stated.map(allergies), "Allergies not recorded or unavailable"),
    }
}

fn grouping(groups: &[Named], without: &str) -> GroupingView {
    let group = |(code, words): &Named| GroupView { code: (*code).to_owned(), words: (*words).to_owned() };
    GroupingView { groups: groups.iter().map(group).collect(), without: without.to_owned() }
}

pub(crate) fn columns(columns: Vec<Laid>) -> Vec<ColumnView> {
    let view = |one: Laid| ColumnView {
        id: id(one.column),
        shown: one.shown,
        fixed: one.column.identifies(),
        width: one.width,
    };
    columns.into_iter().map(view).collect()
}

/// As the screen sends them back.
pub(crate) fn laid(columns: Vec<ColumnView>) -> Vec<Laid> {
    columns.into_iter().map(|one| Laid { column: column(one.id), shown: one.shown, width: one.width }).collect()
}

fn id(column: Column) -> ColumnId {
    match column {
        Column::Bed => ColumnId::Bed,
        Column::Patient => ColumnId::Patient,
        Column::News => ColumnId::News,
        Column::Observations => ColumnId::Observations,
        Column::Facts => ColumnId::Facts,
        Column::Allergies => ColumnId::Allergies,
        Column::Newest => ColumnId::Newest,
    }
}

fn column(id: ColumnId) -> Column {
    match id {
        ColumnId::Bed => Column::Bed,
        ColumnId::Patient => Column::Patient,
        ColumnId::News => Column::News,
        ColumnId::Observations => Column::Observations,
        ColumnId::Facts => Column::Facts,
        ColumnId::Allergies => Column::Allergies,
        ColumnId::Newest => Column::Newest,
    }
}

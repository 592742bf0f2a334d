//! Choosing a unit in a form: from a list of few; among thousands by a search, which is asked again where it means several.

use super::actor::Visitor;
use super::form::Form;
use super::view::Link;
use super::view::people::UnitField;
use crate::actions::ActionError;
use xutra_domain::people::search_key;
use xutra_domain::unit::Unit;
use xutra_store::{StoreError, unit};

/// As many units fit into a list to pick from; more are searched.
const FEW: u64 = 60;
/// Most units that a search shows.
pub(super) const MOST_FOUND: usize = 20;

/// The code of the unit that was picked from a list, or that the search names without a doubt.
pub(super) async fn chosen_unit(visitor: &Visitor, form: &Form) -> Result<String, ActionError> {
    let (picked, search) = (form.get("unit"), form.get("unit_search").trim());
    if search.is_empty() || (!picked.is_empty() && form.get("unit_searched") == form.get("unit_search")) {
        return Ok(picked.to_owned());
    }
    let units = unit::list_lasting(visitor.app.store.reader(), visitor.now).await?;
    match find(&units, search).as_slice() {
        [] => Err(ActionError::invalid("unit_search", "unit-unknown")),
        [only] if names(only, search, &search_key(search)) => Ok(only.code.clone()),
        _ => Err(ActionError::invalid("unit_search", "unit-choose")),
    }
}

/// Whether the search says all of the unit's name, or its code; `key` is the folded search.
fn names(unit: &Unit, search: &str, key: &str) -> bool {
    unit.code.eq_ignore_ascii_case(search) || search_key(&unit.name) == key
}

/// The units that a search means: those it names, else those whose name holds it.
pub(super) fn find<'u>(units: &'u [Unit], search: &str) -> Vec<&'u Unit> {
    let key = search_key(search);
    let named: Vec<&Unit> = units.iter().filter(|unit| names(unit, search, &key)).collect();
    if !named.is_empty() || key.is_empty() {
        return named;
    }
    units.iter().filter(|unit| search_key(&unit.name).contains(&key)).collect()
}

/// The field for the unit: nothing where there are no units, a list of few, else a search with what it found.
pub(super) async fn unit_field(visitor: &Visitor, search: &str) -> Result<UnitField, StoreError> {
    let reader = visitor.app.store.reader();
    let count = unit::count(reader).await?;
    if count == 0 {
        return Ok(UnitField::default());
    }
    if count > FEW && search.trim().is_empty() {
        return Ok(UnitField { search: true, ..UnitField::default() });
    }
    let units = unit::list_lasting(reader, visitor.now).await?;
    if count <= FEW {
        return Ok(UnitField {
            options: units.iter().map(|unit| option(&units, unit)).collect(),
            ..UnitField::default()
        });
    }
    let found = find(&units, search.trim());
    Ok(UnitField {
        search: true,
        more: found.len() > MOST_FOUND,
        found: found.into_iter().take(MOST_FOUND).map(|unit| option(&units, unit)).collect(),
        options: Vec::new(),
    })
}

/// A unit to pick, with what it lies in: communes of two provinces may bear one name.
fn option(units: &[Unit], unit: &Unit) -> Link {
    let parent = unit.parent.as_ref().and_then(|code| units.iter().find(|one| one.code == *code));
    let title = parent.map_or_else(|| unit.name.clone(), |parent| format!("{}, {}", unit.name, parent.name));
    Link { title, url: unit.code.clone() }
}

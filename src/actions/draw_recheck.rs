//! Draws who of a unit is asked again. First the commitment and the frozen population are published, later the seed: between
//! the two nobody can choose, and after them anybody can draw again.

use super::ActionError;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use xutra_domain::ids::AccountId;
use xutra_domain::recheck::{self, Draw, FORMAT, Seed};
use xutra_store::audit::{self, AuditEntry};
use xutra_store::{StoreError, draw, secret, unit};

/// Draws so many holders of the flag in a unit, once a quarter; what is to be published now. A flag is needed where courses
/// grant several.
///
/// # Errors
/// `NotFound` without such a unit or flag; `Conflict` where the unit had its draw in this quarter, or nobody holds the flag.
pub async fn draw_recheck(
    app: &App,
    by: Option<AccountId>,
    unit_code: &str,
    flag: Option<&str>,
    count: usize,
) -> Result<Draw, ActionError> {
    let (now, reader) = (app.clock.now(), app.store.reader());
    let place = unit::find(reader, unit_code).await?.ok_or(ActionError::NotFound)?;
    let courses = app.catalog.courses();
    let mut flags = courses.iter().flat_map(|live| &live.course.policies).map(|policy| &policy.flag);
    let flag = flags.find(|known| flag.is_none_or(|flag| flag == *known)).ok_or(ActionError::NotFound)?;
    let holders = draw::holders(reader, flag, &place.path, now).await?;
    if holders.is_empty() {
        return Err(ActionError::conflict(Message::new("draw-nobody")));
    }
    let (id, seed) = (app.new_uuid(), Seed(app.random()));
    let population: Vec<String> = holders.iter().map(ToString::to_string).collect();
    let drawn = recheck::order(&seed, &population);
    let members: Vec<AccountId> = drawn.iter().filter_map(|person| AccountId::parse(person)).collect();
    let stored = draw::Draw {
        id,
        unit: place.code,
        quarter: quarter(app),
        flag: flag.clone(),
        commitment: recheck::commitment(&seed),
        population_hash: recheck::population_hash(&population),
        count: count.min(population.len()),
        made_by: by,
        made_at: now,
        seed: None,
    };
    let published = published(&stored, population, &[]);
    let entry = AuditEntry {
        at: now,
        actor: by,
        action: "draw.made".into(),
        subject: format!("unit:{unit_code}"),
        detail: json!({ "quarter": stored.quarter, "commitment": stored.commitment, "population": stored.population_hash }),
    };
    let done = app.store.write(move |tx| {
        let (stored, members, entry) = (stored.clone(), members.clone(), entry.clone());
        Box::pin(async move {
            draw::record(tx, &stored, &members).await?;
            secret::get_or_insert(tx, &name(id), &seed.0, now).await?;
            audit::append(tx, &entry).await.map_err(ActionError::from)
        })
    });
    match done.await {
        Err(ActionError::Store(StoreError::Conflict(_))) => Err(ActionError::conflict(Message::new("draw-once"))),
        other => other.map(|()| published),
    }
}

/// Publishes the seed of the unit's draw of a quarter, this one where none is named; again, it is the same.
///
/// # Errors
/// `NotFound` where there was no such draw.
pub async fn reveal_recheck(
    app: &App,
    by: Option<AccountId>,
    unit_code: &str,
    of: Option<&str>,
) -> Result<Draw, ActionError> {
    let (now, reader) = (app.clock.now(), app.store.reader());
    let of = of.map_or_else(|| quarter(app), str::to_owned);
    let mut stored = draw::find(reader, unit_code, &of).await?.ok_or(ActionError::NotFound)?;
    let members = draw::list_members(reader, stored.id).await?;
    let known = secret::list(reader, &name(stored.id)).await?;
    let bytes = known.into_iter().next().and_then(|(_, bytes)| bytes.try_into().ok());
    let seed = Seed(bytes.ok_or_else(|| ActionError::Internal("the seed of a draw is gone".into()))?).text();
    if stored.seed.is_none() {
        let (id, seed) = (stored.id, seed.clone());
        let entry = AuditEntry {
            at: now,
            actor: by,
            action: "draw.revealed".into(),
            subject: format!("unit:{unit_code}"),
            detail: json!({ "quarter": of }),
        };
        app.store
            .write(move |tx| {
                let (seed, entry) = (seed.clone(), entry.clone());
                Box::pin(async move {
                    draw::record_seed(tx, id, &seed, now).await?;
                    audit::append(tx, &entry).await.map_err(ActionError::from)
                })
            })
            .await?;
    }
    stored.seed = Some(seed);
    let drawn: Vec<String> = members.iter().map(ToString::to_string).collect();
    Ok(published(&stored, drawn.clone(), &drawn[..stored.count.min(drawn.len())]))
}

fn published(stored: &draw::Draw, mut population: Vec<String>, drawn: &[String]) -> Draw {
    population.sort();
    Draw {
        format: FORMAT.to_owned(),
        unit: stored.unit.clone(),
        quarter: stored.quarter.clone(),
        made_at: stored.made_at.rfc3339(),
        count: stored.count,
        commitment: stored.commitment.clone(),
        population_hash: stored.population_hash.clone(),
        population,
        seed: stored.seed.clone(),
        drawn: drawn.to_vec(),
    }
}

/// Where the seed is kept until it is published.
pub(super) fn name(draw: uuid::Uuid) -> String {
    format!("draw-seed:{draw}")
}

/// The quarter of the site's calendar, `2026Q4`.
#[must_use]
pub fn quarter(app: &App) -> String {
    let (_, month, year) = app.zone.day_month_year(app.clock.now());
    recheck::quarter(i64::from(year), month)
}

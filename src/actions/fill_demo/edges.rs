//! What happens to every province and is easily forgotten: a unit gets another name, two are merged in the middle of a
//! quarter, an exam is made void after the figures were reported. By the same actions as everybody's.

use crate::actions::ActionError;
use crate::actions::act_on_flag::{Deed, REASONS, act_on_flag};
use crate::actions::end_unit::end_unit;
use crate::actions::put_unit::put_unit;
use crate::app::App;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::unit::UnitKind;
use xutra_store::unit;

/// Makes them.
pub(super) async fn make(
    app: &App,
    administrator: AccountId,
    inspector: AccountId,
    voided: Option<(AccountId, AttemptId)>,
) -> Result<(), ActionError> {
    let units = unit::list_lasting(app.store.reader(), app.clock.now()).await?;
    let mut hamlets = units.iter().filter(|unit| unit.kind == UnitKind::Hamlet);
    if let Some(hamlet) = hamlets.next() {
        let name = format!("{} mới", hamlet.name);
        put_unit(app, administrator, hamlet.code.clone(), name, hamlet.kind, hamlet.parent.clone()).await?;
    }
    if let (Some(ending), Some(taking)) = (hamlets.next(), hamlets.next()) {
        end_unit(app, administrator, &ending.code, Some(&taking.code)).await?;
    }
    let Some((account, attempt)) = voided else { return Ok(()) };
    let deed = Deed::Void { attempt, reason: REASONS[0].to_owned(), note: String::new() };
    match act_on_flag(app, inspector, account, deed).await {
        // Who came too late for an exam has none to be made void.
        Ok(()) | Err(ActionError::Conflict { .. }) => Ok(()),
        other => other,
    }
}

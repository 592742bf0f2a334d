//! The pages of records of work, looked at as all others are: new, waiting, come back, to be confirmed, to be looked at
//! again.

use super::pages::look;
use crate::support::both;
use crate::work_records::{agency, at_work, tell};
use xutra_domain::affiliation::AffiliationKind;
use xutra_domain::ids::WorkRecordId;
use xutra_domain::people::{Audience, Role};
use xutra_store::work_audit;

both! {
    async fn the_pages_of_records_are_whole_in_both_languages(app) {
        let app = agency(&app).await;
        let an = at_work(&app, "an", Audience::Official, AffiliationKind::Staff).await;
        let binh = at_work(&app, "binh", Audience::Official, AffiliationKind::Staff).await;
        let (record, other) = (tell(&an, &[]).await, tell(&an, &[]).await);
        let confirmation = format!("{record}/confirmation");
        let shown = [confirmation.clone(), "/work-records/to-confirm".into(), "/work-records".into(), "/me".into()];
        let mut count = look(&app, &[("confirmer", binh.clone())], &shown).await;
        let answer = [("verdict", "return"), ("reason", "Chưa thấy sản phẩm ở đâu")];
        binh.post(&confirmation, &answer).await.is(303);
        binh.post(&format!("{other}/confirmation"), &[("verdict", "confirm"), ("quality", "4")]).await.is(303);
        let id = WorkRecordId::parse(other.rsplit('/').next().unwrap()).unwrap();
        let now = app.app.clock.now();
        app.app.store.write(move |tx| Box::pin(async move { work_audit::insert(tx, id, now).await })).await.unwrap();
        let improvement = format!("{record}/improvement");
        let paths = ["/work-records", "/work-records/new", "/work-records/to-confirm", "/me", &record, &improvement, &other];
        count += look(&app, &[("author", an)], &paths.map(str::to_owned)).await;
        let inspector = app.person("thanh-tra", None, &[(Role::Inspector, None)]).await;
        let paths = ["/inspection/work-records".to_owned(), format!("/inspection/work-records/{id}")];
        count += look(&app, &[("inspector", inspector)], &paths).await;
        assert_eq!(count, 2 * 13, "each page in each language");
    }
}

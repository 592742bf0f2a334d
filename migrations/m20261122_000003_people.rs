//! People: accounts, and the roles they hold over a subtree of units.

use crate::columns::{drop_tables, points_at};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(account()).await?;
        manager.create_index(Index::create().name("account_unit").table("account").col("unit_id").take()).await?;
        manager.create_table(role_grant()).await?;
        let grants = Index::create().name("role_grant_account").table("role_grant").unique().take();
        manager.create_index(grants.clone().col("account_id").col("role").take()).await?;
        manager.create_index(Index::create().name("role_grant_role").table("role_grant").col("role").take()).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["role_grant", "account"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn account() -> TableCreateStatement {
    Table::create()
        .table("account")
        .col(pk_uuid("id"))
        .col(text_null("login").unique_key())
        .col(text_null("email").unique_key())
        .col(text_null("phone").unique_key())
        .col(text("display_name"))
        .col(text("search_key"))
        .col(text_null("password_hash"))
        .col(text("audience"))
        .col(big_integer_null("unit_id"))
        .col(text_null("locale"))
        .col(boolean("disabled"))
        .col(big_integer("created_at"))
        .foreign_key(&mut points_at("account", "unit_id", "unit"))
        .take()
}

fn role_grant() -> TableCreateStatement {
    Table::create()
        .table("role_grant")
        .col(big_pk_auto("id"))
        .col(uuid("account_id"))
        .col(text("role"))
        .col(big_integer_null("unit_id"))
        .col(big_integer_null("expires_at"))
        .col(uuid("granted_by"))
        .col(big_integer("granted_at"))
        .foreign_key(&mut points_at("role_grant", "account_id", "account"))
        .foreign_key(&mut points_at("role_grant", "unit_id", "unit"))
        .take()
}

//! Everything a request, a command or a test needs, built once. Facts come from one place: clock, randomness, keys and
//! settings are handed in here.

use crate::actions::answer_question::Pinned;
use crate::catalog::Catalog;
use crate::certificate_paper::{PaperDrawing, PaperPress};
use crate::clock::Clock;
use crate::config::Config;
use crate::credential::attempt_token::AttemptTokens;
use crate::credential::form_token::FormTokens;
use crate::credential::keys::SigningKey;
use crate::credential::password::Hasher;
use crate::credential::session_token::Tokens;
use crate::credential::stop_token::StopTokens;
use crate::limits::Limits;
use crate::locales::Locales;
use crate::mail::Mailer;
use crate::media::Media;
use crate::sessions::Sessions;
use crate::web::catalog::Setup;
use crate::web::lesson_pages::LessonPages;
use crate::web::offline::KeepSizes;
use crate::web::static_files::StaticFiles;
use crate::web::templates::Templates;
use crate::zone::Zone;
use anyhow::Context as _;
use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use ring::rand::SystemRandom;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use uuid::Uuid;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;
use xutra_domain::reporting::Basis;
use xutra_store::{SchemaState, Store, StoreOptions, secret};

/// The application.
pub struct App {
    /// Settings.
    pub config: Config,
    /// The present.
    pub clock: Clock,
    /// What is remembered.
    pub store: Store,
    /// Published courses.
    pub catalog: Catalog,
    /// Words.
    pub locales: Arc<Locales>,
    /// Pages.
    pub templates: Templates,
    /// Style sheet, script, icons.
    pub statics: StaticFiles,
    /// Session tokens.
    pub tokens: Tokens,
    /// Form tokens.
    pub forms: FormTokens,
    /// Tokens of attempts.
    pub attempt_tokens: AttemptTokens,
    /// Tokens that stop mails.
    pub stops: StopTokens,
    /// Writes mails and sends them.
    pub mailer: Mailer,
    /// Passwords.
    pub hasher: Hasher,
    /// Who is signed in.
    pub sessions: Sessions,
    /// Limits by address and account.
    pub limits: Limits,
    /// The site's time zone.
    pub zone: Zone,
    /// Prints certificates.
    pub press: PaperPress,
    /// Signs credentials.
    pub signing: SigningKey,
    /// Pinned parts of running attempts.
    pub pinned: moka::sync::Cache<AttemptId, Pinned>,
    /// Pictures and recordings of courses.
    pub media: Media,
    /// Whether the first steps are done.
    pub setup: Setup,
    /// Lessons as ready bytes.
    pub lessons: LessonPages,
    /// What keeping a course takes.
    pub keep_sizes: KeepSizes,
    random: Mutex<StdRng>,
    public_url: OnceLock<String>,
}

/// How an application is opened.
pub struct Opening {
    /// Settings.
    pub config: Config,
    /// The present.
    pub clock: Clock,
    /// A seed for repeatable runs; none for the machine's randomness.
    pub seed: Option<u64>,
}

impl App {
    /// Opens the database, which must have the schema of this program (on SQLite it is brought up to date), and reads keys.
    ///
    /// # Errors
    /// Says what is wrong and what to do.
    pub async fn open(opening: Opening) -> anyhow::Result<Arc<Self>> {
        let config = &opening.config;
        let store = open_store(config).await?;
        prepare_schema(&store).await?;
        Self::with_store(opening, store).await
    }

    /// With a store that is open and up to date.
    ///
    /// # Errors
    /// Where keys cannot be read, or templates and words do not load.
    pub async fn with_store(opening: Opening, store: Store) -> anyhow::Result<Arc<Self>> {
        let Opening { config, clock, seed } = opening;
        let mut random = match seed {
            Some(seed) => StdRng::seed_from_u64(seed),
            None => StdRng::try_from_rng(&mut rand::rngs::SysRng).context("the machine gives no randomness")?,
        };
        let now = clock.now();
        let session_key =
            stored_secret(&store, "session-key-1".into(), random.random::<[u8; 32]>().to_vec(), now).await?;
        let form_key = stored_secret(&store, "form-key-1".into(), random.random::<[u8; 32]>().to_vec(), now).await?;
        let kid = format!("vc-{}-1", Zone::named(&config.site.time_zone).year(now));
        let signing = signing_key(&store, &kid, now).await?;
        let locales = Arc::new(Locales::load(Path::new("locales")));
        let templates = Templates::load(Path::new("templates"), Arc::clone(&locales)).context("templates")?;
        let mailer = Mailer::open(&config, Arc::clone(&locales)).map_err(anyhow::Error::msg).context("mail.url")?;
        let lanes = std::thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2));
        Ok(Arc::new(Self {
            tokens: Tokens::new(&session_key),
            forms: FormTokens::new(&form_key),
            attempt_tokens: AttemptTokens::new(&form_key),
            stops: StopTokens::new(&form_key),
            mailer,
            hasher: Hasher::start(lanes).context("threads for passwords")?,
            limits: Limits::new(config.limits_per_address, clock.clone()),
            zone: Zone::named(&config.site.time_zone),
            press: PaperPress::new(PaperDrawing::new().context("certificate paper")?, lanes),
            statics: StaticFiles::load(Path::new("static")),
            catalog: Catalog::default(),
            sessions: Sessions::default(),
            pinned: moka::sync::Cache::new(20_000),
            lessons: LessonPages::default(),
            keep_sizes: KeepSizes::default(),
            media: Media::default(),
            setup: Setup::default(),
            random: Mutex::new(random),
            public_url: OnceLock::new(),
            config,
            clock,
            store,
            locales,
            templates,
            signing,
        }))
    }

    /// What links begin with: the setting, else the address that is listened on.
    #[must_use]
    pub fn public_url(&self) -> String {
        self.config
            .public_url
            .clone()
            .or_else(|| self.public_url.get().cloned())
            .unwrap_or_else(|| format!("http://{}", self.config.listen))
    }

    /// What figures are worked out under at present.
    #[must_use]
    pub fn basis(&self) -> Basis {
        let now = self.clock.now();
        let figures = &self.config.figures;
        Basis {
            now,
            year: self.zone.year(now),
            working_from: figures.working_age_from,
            working_to: figures.working_age_to,
            programme: figures.programme.clone(),
        }
    }

    /// Tells the application where it listens; the first call counts.
    pub fn listens_on(&self, url: String) {
        // A second call is of no account: links keep beginning with the first.
        drop(self.public_url.set(url));
    }

    /// Random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// A random number below `end`; 0 where `end` is 0.
    pub fn random_below(&self, end: u32) -> u32 {
        if end == 0 { 0 } else { self.random.lock().unwrap_or_else(PoisonError::into_inner).random_range(0..end) }
    }

    /// A UUIDv7 of the present.
    pub fn new_uuid(&self) -> Uuid {
        let milliseconds = u64::try_from(self.clock.now().0).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &self.random::<10>()).into_uuid()
    }

    /// A UUIDv4, which says nothing about when it was made.
    pub fn new_random_uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.random()).into_uuid()
    }

    /// Identity for a new account.
    pub fn new_account_id(&self) -> AccountId {
        AccountId(self.new_uuid())
    }
}

/// Opens the database of the settings; the folder of a SQLite file is made.
///
/// # Errors
/// Names the address, without its password.
pub async fn open_store(config: &Config) -> anyhow::Result<Store> {
    if config.database_url.starts_with("sqlite://") {
        std::fs::create_dir_all(&config.data_dir)
            .with_context(|| format!("cannot make the folder {}", config.data_dir.display()))?;
    }
    let shown = redacted(&config.database_url);
    Store::open(&config.database_url, &StoreOptions::default()).await.with_context(|| format!("cannot open {shown}"))
}

fn redacted(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
        _ => url.to_owned(),
    }
}

/// SQLite serves one process, which brings its own schema up to date; on PostgreSQL `xutra migrate` is the only writer.
async fn prepare_schema(store: &Store) -> anyhow::Result<()> {
    match store.schema_state().await? {
        SchemaState::Current => Ok(()),
        SchemaState::Newer { name } => anyhow::bail!(
            "the database is newer than this program: it holds the change {name}, which this program does not know; \
             start the newer program, or restore a backup"
        ),
        SchemaState::Empty | SchemaState::Behind { .. } if store.is_sqlite() => Ok(store.migrate().await?),
        SchemaState::Empty => anyhow::bail!("the database is empty; run `xutra migrate` first"),
        SchemaState::Behind { pending } => {
            anyhow::bail!(
                "the database is older than this program ({pending} changes to make); run `xutra migrate` first"
            )
        }
    }
}

async fn stored_secret(store: &Store, name: String, fresh: Vec<u8>, now: Instant) -> anyhow::Result<Vec<u8>> {
    let key = store
        .write(move |tx| {
            let (name, fresh) = (name.clone(), fresh.clone());
            Box::pin(async move { secret::get_or_insert(tx, &name, &fresh, now).await })
        })
        .await?;
    Ok(key)
}

const SIGNING: &str = "signing:";

/// The newest key that signs credentials; made where there is none. Old keys stay, so that what they signed can be checked.
async fn signing_key(store: &Store, fresh_kid: &str, now: Instant) -> anyhow::Result<SigningKey> {
    let known = secret::list(store.reader(), SIGNING).await?;
    let (name, pkcs8) = match known.into_iter().max() {
        Some(found) => found,
        None => {
            let fresh = SigningKey::generate(fresh_kid, &SystemRandom::new()).context("cannot make a signing key")?;
            let name = format!("{SIGNING}{fresh_kid}");
            let pkcs8 = stored_secret(store, name.clone(), fresh.pkcs8.clone(), now).await?;
            (name, pkcs8)
        }
    };
    SigningKey::load(name.trim_start_matches(SIGNING), &pkcs8, &SystemRandom::new())
        .context("the signing key cannot be read")
}

/// Every public key that ever signed, by kid.
///
/// # Errors
/// Where the store fails.
pub async fn public_keys(store: &Store) -> Result<Vec<SigningKey>, xutra_store::StoreError> {
    let known = secret::list(store.reader(), SIGNING).await?;
    Ok(known
        .iter()
        .filter_map(|(name, pkcs8)| {
            SigningKey::load(name.trim_start_matches(SIGNING), pkcs8, &SystemRandom::new()).ok()
        })
        .collect())
}

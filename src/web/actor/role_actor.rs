//! The frame of extractors that ask for a role: whoever has none of the roles is refused, or finds nothing.

/// An extractor that lets through only accounts with one of some roles.
macro_rules! role_actor {
    ($(#[$doc:meta])* $name:ident, $test:ident, $($role:ident)|+, else $refusal:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(pub Learner);

        impl Deref for $name {
            type Target = Learner;

            fn deref(&self) -> &Learner {
                &self.0
            }
        }

        impl FromRequest for $name {
            type Error = AppError;
            type Future = Extracted<Self>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                let request = request.clone();
                Box::pin(async move {
                    let learner = learner(request).await?;
                    let may = [$(Role::$role),+].into_iter().any(|role| learner.me().$test(role, learner.now));
                    if may { Ok(Self(learner)) } else { Err(AppError::$refusal()) }
                })
            }
        }
    };
}

//! The press: one or two certificates at a time, a short queue, and "busy" for whoever comes after, so that a rush for
//! certificates leaves the pages fast.

use super::{Paper, PaperDrawing, PaperError, Words};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// How many may wait for a lane.
const WAITING: usize = 64;

/// Prints certificates in a few threads.
#[derive(Clone)]
pub struct PaperPress {
    drawing: Arc<PaperDrawing>,
    lanes: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl PaperPress {
    /// A press of `lanes` lanes; one or two are enough for hundreds of certificates a second.
    #[must_use]
    pub fn new(drawing: PaperDrawing, lanes: usize) -> Self {
        let lanes = lanes.max(1);
        Self {
            drawing: Arc::new(drawing),
            lanes: Arc::new(Semaphore::new(lanes)),
            places: Arc::new(Semaphore::new(lanes + WAITING)),
        }
    }

    /// Prints one certificate.
    ///
    /// # Errors
    /// [`PaperError::Busy`] where too many wait; else as [`PaperDrawing::draw`].
    pub async fn print(&self, paper: Paper, words: Words) -> Result<Vec<u8>, PaperError> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| PaperError::Busy)?;
        let lane = Arc::clone(&self.lanes).acquire_owned().await.map_err(|_| PaperError::Busy)?;
        let drawing = Arc::clone(&self.drawing);
        let drawn = tokio::task::spawn_blocking(move || {
            let drawn = drawing.draw(&paper, &words);
            // Held until here even when nobody waits for the answer any more.
            drop((lane, place));
            drawn
        });
        drawn.await.map_err(|_| PaperError::CutShort)?
    }
}

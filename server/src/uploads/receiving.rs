use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt};
use storage::Piece;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};

use super::{Checksum, PartState, Place, Sending, Shelf, UploadRefused, Uploads, later};
use crate::clock::new_id;
use crate::keys::Purpose;

/// Bytes of one piece: what a dropped connection can cost at most.
const PIECE: usize = 64 * 1024;
/// On a slow line what came is kept this often, full piece or not.
const PATIENCE: Duration = Duration::from_secs(2);
/// Requests that carry their checksum wait in memory until it is proved; all of them together may
/// hold so many pieces, 32 MiB. The largest photo in one request is among what must fit.
const CHECKED_PIECES: usize = 512;
static CHECKING: Semaphore = Semaphore::const_new(CHECKED_PIECES);
/// So long somebody who is refused may go on sending what nobody wants.
const LINGER: Duration = Duration::from_secs(5);

/// What a request brings, until it ends or breaks off.
pub type Arriving = Pin<Box<dyn Stream<Item = Result<Bytes, std::io::Error>> + Send>>;

impl<S: Shelf> Uploads<S> {
    /// Adds what arrives behind `offset`. Goes on when the caller is dropped, as happens when the
    /// connection breaks: what arrived until then is kept.
    ///
    /// # Errors
    /// [`UploadRefused`]. Bytes kept before the error stay.
    pub async fn receive(
        &self,
        sending: Sending,
        offset: u64,
        arriving: Arriving,
        checksum: Option<Checksum>,
    ) -> Result<PartState, UploadRefused> {
        let own = self.clone();
        let task = tokio::spawn(async move {
            let mut arriving = arriving;
            let taken = own.take(sending.place, offset, &mut arriving, checksum).await;
            drop(sending);
            if taken.is_err() {
                run_out(&mut arriving).await;
            }
            taken
        });
        task.await.map_err(domain::ports::Internal::new)?
    }

    async fn take(
        &self,
        place: Place,
        offset: u64,
        arriving: &mut Arriving,
        checksum: Option<Checksum>,
    ) -> Result<PartState, UploadRefused> {
        let state = self.begun(place).await?;
        if state.here != offset {
            return Err(UploadRefused::OtherOffset { here: state.here });
        }
        let here = match checksum {
            None => self.take_as_it_comes(place, &state, arriving).await?,
            Some(checksum) => self.take_checked(place, &state, arriving, &checksum).await?,
        };
        let expires_at = Some(later(self.clock.now(), S::LIFE));
        self.settled(place, PartState { here, expires_at, ..state }).await
    }

    async fn take_as_it_comes(
        &self,
        place: Place,
        state: &PartState,
        arriving: &mut Arriving,
    ) -> Result<u64, UploadRefused> {
        let mut here = state.here;
        let mut waiting = BytesMut::new();
        let mut until = Instant::now() + PATIENCE;
        loop {
            match timeout_at(until, arriving.next()).await {
                Ok(Some(Ok(bytes))) => waiting.extend_from_slice(&bytes),
                // Time is up, or nothing more comes: keep what waits.
                Err(_) => {
                    here = self.keep(place, here, &mut waiting, 1).await?;
                    until = Instant::now() + PATIENCE;
                    continue;
                }
                Ok(None | Some(Err(_))) => return self.keep(place, here, &mut waiting, 1).await,
            }
            if here + length(&waiting) > state.size {
                waiting.truncate(usize::try_from(state.size - here).unwrap_or_default());
                self.keep(place, here, &mut waiting, 1).await?;
                return Err(UploadRefused::TooLong);
            }
            let before = here;
            here = self.keep(place, here, &mut waiting, PIECE).await?;
            if here > before {
                until = Instant::now() + PATIENCE;
            }
        }
    }

    async fn take_checked(
        &self,
        place: Place,
        state: &PartState,
        arriving: &mut Arriving,
        checksum: &Checksum,
    ) -> Result<u64, UploadRefused> {
        let most = state.size - state.here;
        let pieces = usize::try_from(most).unwrap_or(usize::MAX).div_ceil(PIECE).min(CHECKED_PIECES);
        let turn = CHECKING.acquire_many(u32::try_from(pieces).unwrap_or(u32::MAX));
        let _turn = turn.await.map_err(domain::ports::Internal::new)?;
        let mut waiting = BytesMut::new();
        while let Some(Ok(bytes)) = arriving.next().await {
            waiting.extend_from_slice(&bytes);
            if length(&waiting) > most {
                return Err(UploadRefused::TooLong);
            }
        }
        if !checksum.fits(&waiting) {
            return Err(UploadRefused::Mismatch);
        }
        let here = self.keep(place, state.here, &mut waiting, PIECE).await?;
        self.keep(place, here, &mut waiting, 1).await
    }

    /// Keeps what waits in pieces while at least `least` bytes wait; answers the offset after them.
    async fn keep(
        &self,
        place: Place,
        mut here: u64,
        waiting: &mut BytesMut,
        least: usize,
    ) -> Result<u64, UploadRefused> {
        while waiting.len() >= least {
            let bytes = waiting.split_to(waiting.len().min(PIECE)).freeze();
            here = self.keep_piece(place, here, bytes).await?;
        }
        Ok(here)
    }

    async fn keep_piece(&self, place: Place, begins: u64, bytes: Bytes) -> Result<u64, UploadRefused> {
        let now = self.clock.now();
        let id = new_id(&*self.random, now);
        let sealed = self.keys.seal(Purpose::FieldPiece, id, &bytes).map_err(domain::ports::Internal::new)?;
        let piece = Piece { id, begins, length: u64::try_from(bytes.len()).unwrap_or_default(), sealed };
        let end = begins + piece.length;
        if self.shelf.add(place, &piece, later(now, S::LIFE)).await? {
            return Ok(end);
        }
        let here = self.shelf.awaited(place).await?.here;
        Err(UploadRefused::OtherOffset { here })
    }
}

/// Lets the rest of a request come and go, for a while. A connection that is closed on somebody who still sends
/// takes the answer away with it, and a client that never hears the offset begins at nought again.
pub async fn run_out(arriving: &mut Arriving) {
    let rest = async { while let Some(Ok(_)) = arriving.next().await {} };
    // The answer is the same, heard or not.
    let _ = timeout_at(Instant::now() + LINGER, rest).await;
}

fn length(bytes: &BytesMut) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

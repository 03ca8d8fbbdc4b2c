use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use domain::matter::MatterId;
use domain::ports::Shown;
use domain::site::Adapter;
use jiff::SignedDuration;
use server::jobs::{Attempt, Handler, Outcome, Pace, Worker};
use server::media::CopyMaker;
use storage::{Job, JobKind};
use tokio::sync::{Barrier, Notify, mpsc, oneshot};
use uuid::Uuid;

use super::house::{House, Submitted, tip};
use super::receiver::Receiver;

type Work = dyn Fn(&Job, Attempt) -> Outcome + Send + Sync;

/// Does what the test says, and counts.
struct Told {
    work: Box<Work>,
    runs: AtomicUsize,
    seen: Mutex<Vec<Uuid>>,
}

impl Told {
    fn to(work: impl Fn(&Job, Attempt) -> Outcome + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self { work: Box::new(work), runs: AtomicUsize::new(0), seen: Mutex::default() })
    }
}

#[async_trait]
impl Handler for Told {
    fn kind(&self) -> JobKind {
        JobKind::HandOver
    }

    async fn run(&self, job: &Job, attempt: Attempt) -> Outcome {
        self.runs.fetch_add(1, Ordering::SeqCst);
        self.seen.lock().unwrap().push(job.id);
        tokio::task::yield_now().await;
        (self.work)(job, attempt)
    }
}

fn worker(house: &House, handler: Arc<dyn Handler>) -> Worker {
    Worker::new(house.store.clone(), house.clock.clone(), house.random.clone(), [handler])
}

async fn with_matter() -> (House, MatterId) {
    let house = House::with_clerk().await;
    let number = house.submit(tip("一件")).await;
    let matter = house.row(&number).await.id;
    (house, matter)
}

#[tokio::test]
async fn attempts_are_counted_and_the_last_one_is_told_so() {
    let (house, _) = with_matter().await;
    let attempts = Arc::new(Mutex::new(Vec::new()));
    let seen = attempts.clone();
    let told = Told::to(move |_, attempt| {
        seen.lock().unwrap().push((attempt.number, attempt.last));
        Outcome::again("不行")
    });
    let worker = worker(&house, told).paced(Pace { attempts: 3, ..Pace::default() });
    for _ in 0..10 {
        worker.run_due().await.unwrap();
        house.clock.pass(SignedDuration::from_hours(1));
    }
    assert_eq!(*attempts.lock().unwrap(), [(1, false), (2, false), (3, true)]);
    let stuck = house.store.stuck_jobs().await.unwrap();
    assert_eq!((stuck.len(), stuck[0].attempts, stuck[0].last_error.as_str()), (1, 3, "不行"));
}

#[tokio::test]
async fn a_pause_asked_for_is_kept_but_not_for_ever() {
    let (house, _) = with_matter().await;
    let far = house.now() + SignedDuration::from_hours(24 * 365);
    let told = Told::to(move |_, _| Outcome::Again { why: "忙".into(), not_before: Some(far) });
    let worker = worker(&house, told);
    assert_eq!(worker.run_due().await.unwrap(), 1);
    house.clock.pass(SignedDuration::from_hours(24) - SignedDuration::from_secs(1));
    assert_eq!(worker.run_due().await.unwrap(), 0);
    house.clock.seconds(1);
    assert_eq!(worker.run_due().await.unwrap(), 1);
}

#[tokio::test]
async fn a_handler_that_panics_has_failed_like_any_other() {
    let (house, _) = with_matter().await;
    let told = Told::to(|_, attempt| if attempt.number == 1 { panic!("as the test wants") } else { Outcome::Done });
    let worker = worker(&house, told.clone());
    assert_eq!(worker.run_due().await.unwrap(), 1);
    house.clock.seconds(12);
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!((told.runs.load(Ordering::SeqCst), house.waiting().await), (2, 0));
}

#[tokio::test]
async fn two_workers_never_hold_the_same_job() {
    let (house, matter) = with_matter().await;
    for _ in 0..40 {
        house.store.enqueue(&house.hand_over_job(matter)).await.unwrap();
    }
    let told = Told::to(|_, _| Outcome::Done);
    let (one, two) = (worker(&house, told.clone()), worker(&house, told.clone()));
    let (first, second) = tokio::join!(one.run_due(), two.run_due());
    assert_eq!(first.unwrap() + second.unwrap(), 41);
    let mut seen = told.seen.lock().unwrap().clone();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 41);
}

#[tokio::test]
async fn the_job_of_a_worker_that_died_is_taken_over_when_its_lease_ends() {
    let (house, _) = with_matter().await;
    let lease = Pace::default().lease;
    let dead = house.store.claim_jobs(&[JobKind::HandOver], house.now(), lease, 10).await.unwrap();
    let told = Told::to(|_, attempt| {
        assert_eq!(attempt.number, 2);
        Outcome::Done
    });
    let worker = worker(&house, told.clone());
    house.clock.pass(lease - SignedDuration::from_secs(1));
    assert_eq!(worker.run_due().await.unwrap(), 0);
    house.clock.seconds(1);
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(*told.seen.lock().unwrap(), [dead[0].id]);
}

#[tokio::test]
async fn a_job_that_takes_the_server_down_every_time_ends_on_the_stuck_list() {
    let (house, _) = with_matter().await;
    let told = Told::to(|_, _| Outcome::Done);
    let worker = worker(&house, told.clone()).paced(Pace { attempts: 2, ..Pace::default() });
    for _ in 0..2 {
        house.store.claim_jobs(&[JobKind::HandOver], house.now(), SignedDuration::ZERO, 1).await.unwrap();
    }
    worker.run_due().await.unwrap();
    assert_eq!(told.runs.load(Ordering::SeqCst), 0);
    assert_eq!(house.store.stuck_jobs().await.unwrap()[0].last_error, "一再中断");
}

#[tokio::test]
async fn a_stuck_job_is_left_alone_until_a_person_sends_it_off() {
    let (house, _) = with_matter().await;
    let told = Told::to(|_, attempt| match attempt.number {
        1 => Outcome::Stuck { why: "要人看".into() },
        _ => Outcome::Done,
    });
    let worker = worker(&house, told.clone());
    worker.run_due().await.unwrap();
    house.clock.pass(SignedDuration::from_hours(24 * 100));
    assert_eq!(worker.run_due().await.unwrap(), 0);
    let id = house.store.stuck_jobs().await.unwrap()[0].id;
    assert!(house.store.requeue(id, house.now()).await.unwrap());
    // Its attempts are counted anew, so it is stuck anew: the person sees that nothing changed.
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(house.store.stuck_jobs().await.unwrap()[0].id, id);
}

/// Announces each run and ends it only when told.
struct Slow {
    started: mpsc::UnboundedSender<()>,
    go: Arc<Notify>,
}

#[async_trait]
impl Handler for Slow {
    fn kind(&self) -> JobKind {
        JobKind::HandOver
    }

    async fn run(&self, _: &Job, _: Attempt) -> Outcome {
        self.started.send(()).unwrap();
        self.go.notified().await;
        Outcome::Done
    }
}

#[tokio::test]
async fn a_stop_waits_for_what_is_running_and_starts_nothing_new() {
    let (house, matter) = with_matter().await;
    let (started, mut starts) = mpsc::unbounded_channel();
    let go = Arc::new(Notify::new());
    let pace = Pace { poll: Duration::from_secs(3600), at_once: 1, ..Pace::default() };
    let worker = worker(&house, Arc::new(Slow { started, go: go.clone() })).paced(pace);
    let bell = worker.bell();
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(async move { worker.run(async { drop(stopped.await) }).await });
    starts.recv().await.unwrap();
    house.store.enqueue(&house.hand_over_job(matter)).await.unwrap();
    bell.ring();
    stop.send(()).unwrap();
    tokio::task::yield_now().await;
    assert!(!running.is_finished());
    go.notify_one();
    running.await.unwrap();
    assert!(starts.try_recv().is_err());
    assert_eq!(house.waiting().await, 1);
}

#[tokio::test]
async fn the_bell_spares_the_wait_for_the_next_look() {
    let house = House::with_clerk().await;
    let (started, mut starts) = mpsc::unbounded_channel();
    let go = Arc::new(Notify::new());
    let pace = Pace { poll: Duration::from_secs(3600), ..Pace::default() };
    let worker = worker(&house, Arc::new(Slow { started, go: go.clone() })).paced(pace);
    let bell = worker.bell();
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(async move { worker.run(async { drop(stopped.await) }).await });
    house.submit(tip("一件")).await;
    bell.ring();
    starts.recv().await.unwrap();
    go.notify_one();
    stop.send(()).unwrap();
    running.await.unwrap();
    assert_eq!(house.waiting().await, 0);
}

#[tokio::test]
async fn a_server_that_starts_takes_over_what_was_cut_off() {
    let (house, _) = with_matter().await;
    house.store.claim_jobs(&[JobKind::HandOver], house.now(), Pace::default().lease, 10).await.unwrap();
    let (started, mut starts) = mpsc::unbounded_channel();
    let go = Arc::new(Notify::new());
    let pace = Pace { poll: Duration::from_secs(3600), ..Pace::default() };
    let worker = worker(&house, Arc::new(Slow { started, go: go.clone() })).paced(pace);
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(async move { worker.run(async { drop(stopped.await) }).await });
    starts.recv().await.unwrap();
    go.notify_one();
    stop.send(()).unwrap();
    running.await.unwrap();
    assert_eq!(house.waiting().await, 0);
}

/// Ends no job before all of them have begun, and says when they have.
struct Together {
    begun: Barrier,
    all_begun: Notify,
}

#[async_trait]
impl Handler for Together {
    fn kind(&self) -> JobKind {
        JobKind::HandOver
    }

    fn is_light(&self) -> bool {
        true
    }

    async fn run(&self, _: &Job, _: Attempt) -> Outcome {
        if self.begun.wait().await.is_leader() {
            self.all_begun.notify_one();
        }
        Outcome::Done
    }
}

#[tokio::test]
async fn light_jobs_are_run_together_whatever_the_pace() {
    let (house, matter) = with_matter().await;
    for _ in 0..19 {
        house.store.enqueue(&house.hand_over_job(matter)).await.unwrap();
    }
    let pace = Pace { poll: Duration::from_secs(3600), at_once: 1, ..Pace::default() };
    let together = Arc::new(Together { begun: Barrier::new(20), all_begun: Notify::new() });
    let worker = worker(&house, together.clone()).paced(pace);
    let running = worker.run(together.all_begun.notified());
    tokio::time::timeout(Duration::from_secs(20), running).await.expect("a job waited for another");
    assert_eq!(house.waiting().await, 0);
}

#[tokio::test]
async fn the_copies_staff_see_are_made_by_jobs_even_while_a_hand_over_needs_them() {
    let receiver = Receiver::start([]).await;
    let house = House::new(Adapter::Gateway, &receiver.url).await;
    let number = house.submit(Submitted { photos: 4, ..tip("照片里是过期的药") }).await;
    let matter = house.row(&number).await.id;
    for attachment in house.store.attachments(matter).await.unwrap() {
        house.store.enqueue(&house.gallery.copy_job(attachment.id, matter, house.now())).await.unwrap();
    }
    let handlers: [Arc<dyn Handler>; 2] =
        [Arc::new(house.hand_over()), Arc::new(CopyMaker::new(house.gallery.clone()))];
    let worker = Worker::new(house.store.clone(), house.clock.clone(), house.random.clone(), handlers);
    assert_eq!(worker.run_due().await.unwrap(), 5);
    let attachments = house.store.attachments(matter).await.unwrap();
    assert!(attachments.iter().all(|attachment| attachment.shown == Shown::Ready));
    assert_eq!(receiver.deliveries()[0].body["data"]["attachments"].as_array().unwrap().len(), 4);
}

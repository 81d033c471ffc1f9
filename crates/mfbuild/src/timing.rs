//! How long each stage of a build takes.
//!
//! Owns the stopwatch. Processor time is that of the whole process, with all its threads.

use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

/// What a stage has cost, and how much it has made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageTime {
    /// The stage.
    pub stage: &'static str,
    /// Time on the wall.
    pub wall: Duration,
    /// Processor time; zero where the system does not tell.
    pub cpu: Duration,
    /// Modules that came out, where that means something.
    pub modules: Option<usize>,
    /// Bytes that came out, where that means something.
    pub bytes: Option<u64>,
}

/// Measures one stage after the other.
#[derive(Debug, Default)]
pub struct Stopwatch {
    done: Vec<StageTime>,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    time: StageTime,
    started: Instant,
    cpu: Option<ProcessTime>,
}

impl Stopwatch {
    /// A stage begins; the one before it is over.
    pub fn start(&mut self, stage: &'static str) {
        self.stop();
        let time = StageTime { stage, wall: Duration::ZERO, cpu: Duration::ZERO, modules: None, bytes: None };
        self.running = Some(Running { time, started: Instant::now(), cpu: ProcessTime::try_now().ok() });
    }

    /// What the running stage has made.
    pub fn made(&mut self, modules: Option<usize>, bytes: Option<u64>) {
        if let Some(running) = &mut self.running {
            running.time.modules = modules;
            running.time.bytes = bytes;
        }
    }

    /// The running stage is over. A stage that ran before, for another bundle of the same app, is one with it.
    pub fn stop(&mut self) {
        let Some(Running { mut time, started, cpu }) = self.running.take() else { return };
        time.wall = started.elapsed();
        time.cpu = cpu.and_then(|cpu| cpu.try_elapsed().ok()).unwrap_or_default();
        match self.done.iter_mut().find(|done| done.stage == time.stage) {
            Some(done) => done.add(&time),
            None => self.done.push(time),
        }
    }

    /// All stages in the order in which they began.
    pub fn finish(mut self) -> Vec<StageTime> {
        self.stop();
        self.done
    }
}

impl StageTime {
    fn add(&mut self, other: &StageTime) {
        self.wall += other.wall;
        self.cpu += other.cpu;
        self.modules = sum(self.modules, other.modules);
        self.bytes = sum(self.bytes, other.bytes);
    }
}

fn sum<T: std::ops::Add<Output = T> + Copy>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one + other),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests;

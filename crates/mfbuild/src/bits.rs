//! A fixed-size set of small integers.

/// The set; all operands of an operation have the same size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// Nothing of `0..len`.
    pub fn new(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// All of `0..len`.
    pub fn full(len: usize) -> Self {
        Self { words: vec![u64::MAX; len.div_ceil(64)], len }
    }

    /// Adds a number; false if it was there.
    pub fn insert(&mut self, at: usize) -> bool {
        let (word, bit) = (&mut self.words[at / 64], 1 << (at % 64));
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Whether the number is there.
    pub fn contains(&self, at: usize) -> bool {
        self.words[at / 64] & (1 << (at % 64)) != 0
    }

    /// What is here and not there.
    pub fn without(&self, other: &Bits) -> Bits {
        self.combined(other, |a, b| a & !b)
    }

    /// What is here or there.
    pub fn union(&self, other: &Bits) -> Bits {
        self.combined(other, |a, b| a | b)
    }

    /// Keeps only what is there too; true if that changed anything.
    pub fn intersect(&mut self, other: &Bits) -> bool {
        let next = self.combined(other, |a, b| a & b);
        let changed = next != *self;
        *self = next;
        changed
    }

    /// The numbers in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len).filter(|at| self.contains(*at))
    }

    fn combined(&self, other: &Bits, combine: impl Fn(u64, u64) -> u64) -> Bits {
        let words = self.words.iter().zip(&other.words).map(|(a, b)| combine(*a, *b)).collect();
        Bits { words, len: self.len }
    }
}

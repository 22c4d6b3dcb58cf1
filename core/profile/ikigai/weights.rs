//! How much each dimension counts for a person's missions, learnt from what they did with earlier ones.

use super::Dimension;

/// What a person did with a mission (the specification's section 2.8). Doing nothing with it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feedback {
    /// Sent away.
    Dismissed,
    /// One tap on the heart, or opened.
    Liked,
    /// Two taps, or done.
    Loved,
}

/// How far each piece of feedback takes a weight towards what it says.
const RATE: f32 = 0.1;

/// 0 to 1 for each dimension; 0.5 counts neither more nor less than the specification's boosts say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Of experiences.
    pub experiences: f32,
    /// Of relationships.
    pub relationships: f32,
    /// Of interests.
    pub interests: f32,
    /// Of giving.
    pub giving: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self { experiences: 0.5, relationships: 0.5, interests: 0.5, giving: 0.5 }
    }
}

impl Weights {
    /// That of one dimension.
    pub fn of(&self, dimension: Dimension) -> f32 {
        match dimension {
            Dimension::Experiences => self.experiences,
            Dimension::Relationships => self.relationships,
            Dimension::Interests => self.interests,
            Dimension::Giving => self.giving,
        }
    }

    /// What a boost is multiplied by: 0 to 2, 1 where nothing was learnt.
    pub(super) fn factor(&self, dimension: Dimension) -> f32 {
        2.0 * self.of(dimension)
    }

    /// Learns from what was done with a mission of these dimensions.
    pub fn learn(&mut self, dimensions: &[Dimension], feedback: Feedback) {
        let towards = match feedback {
            Feedback::Dismissed => 0.0,
            Feedback::Liked => 0.75,
            Feedback::Loved => 1.0,
        };
        for dimension in dimensions {
            let weight = match dimension {
                Dimension::Experiences => &mut self.experiences,
                Dimension::Relationships => &mut self.relationships,
                Dimension::Interests => &mut self.interests,
                Dimension::Giving => &mut self.giving,
            };
            *weight += RATE * (towards - *weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feedback_moves_its_own_dimensions_and_never_out_of_bounds() {
        let mut weights = Weights::default();
        for _ in 0..100 {
            weights.learn(&[Dimension::Giving], Feedback::Loved);
            weights.learn(&[Dimension::Interests], Feedback::Dismissed);
        }
        assert!(weights.giving > 0.99 && weights.giving <= 1.0);
        assert!(weights.interests < 0.01 && weights.interests >= 0.0);
        assert_eq!((weights.experiences, weights.relationships), (0.5, 0.5));
    }

    #[test]
    fn loving_counts_for_more_than_liking() {
        let [mut liked, mut loved] = [Weights::default(); 2];
        liked.learn(&[Dimension::Experiences], Feedback::Liked);
        loved.learn(&[Dimension::Experiences], Feedback::Loved);
        assert!(0.5 < liked.experiences && liked.experiences < loved.experiences);
    }
}

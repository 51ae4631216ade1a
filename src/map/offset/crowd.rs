//! Many capsules in groups of neighbours, so that those far from a line or an arc are passed over together.

use super::edge::Edge;
use crate::map::geom::{Pt, distance_to_segment};

/// Edges of one group, which is passed over as a whole when it lies too far off.
const GROUP: usize = 12;
/// Edges that are asked first.
const RECENT: usize = 6;

#[derive(Debug, Clone, Copy)]
struct Bounds {
    x0: f64,
    y0: f64,
    x1: f64,
    y1: f64,
}

impl Bounds {
    fn of(edge: &Edge) -> Self {
        Self {
            x0: edge.a.x.min(edge.b.x),
            y0: edge.a.y.min(edge.b.y),
            x1: edge.a.x.max(edge.b.x),
            y1: edge.a.y.max(edge.b.y),
        }
    }

    /// Square of the distance from a point to the box.
    fn off2(&self, p: Pt) -> f64 {
        let x = (self.x0 - p.x).max(p.x - self.x1).max(0.0);
        let y = (self.y0 - p.y).max(p.y - self.y1).max(0.0);
        x * x + y * y
    }

    fn joined(self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

/// Edges in groups of neighbours.
pub(super) struct Crowd {
    pub edges: Vec<Edge>,
    groups: Vec<Bounds>,
    /// Boxes around [`GROUP`] groups each.
    regions: Vec<Bounds>,
    /// Half width of the widest.
    widest: f64,
    /// Edges whose capsules held the whole of what was asked for of late: they often hold the next thing too.
    recent: Vec<usize>,
}

impl Crowd {
    pub fn new(edges: Vec<Edge>) -> Self {
        let bounds = |group: &[Edge]| group.iter().map(Bounds::of).reduce(|a, b| a.joined(&b));
        let groups: Vec<Bounds> = edges.chunks(GROUP).filter_map(bounds).collect();
        let region = |groups: &[Bounds]| groups.iter().copied().reduce(|a, b| a.joined(&b));
        let regions = groups.chunks(GROUP).filter_map(region).collect();
        let widest = edges.iter().map(|e| e.wide).fold(0.0, f64::max);
        Self { edges, groups, regions, widest, recent: Vec::new() }
    }

    /// Takes from `left` what capsules hold of a short line or arc around `mid`, none of which lies farther off than
    /// `reach`; `exactly` does so for a capsule that may hold a part of it.
    pub fn take<T>(
        &mut self,
        (mid, reach): (Pt, f64),
        left: &mut Vec<T>,
        mut exactly: impl FnMut(usize, &Edge, &mut Vec<T>),
    ) {
        let off = |edge: &Edge| distance_to_segment(mid, edge.a, edge.b) - edge.wide;
        if let Some(at) = self.recent.iter().position(|i| off(&self.edges[*i]) < -reach) {
            self.recent[..=at].rotate_right(1);
            return left.clear();
        }
        let far = self.widest + reach;
        let members = |group: usize| group * GROUP..((group + 1) * GROUP).min(self.edges.len());
        let mut near: Vec<(f64, usize)> = Vec::new();
        for (n, region) in self.regions.iter().enumerate() {
            if region.off2(mid) < far * far {
                let first = n * GROUP;
                let groups = &self.groups[first..(first + GROUP).min(self.groups.len())];
                near.extend(groups.iter().map(|g| g.off2(mid)).zip(first..).filter(|g| g.0 < far * far));
            }
        }
        // The nearest group holds the whole, if any does.
        let nearest = near.iter().copied().min_by(|a, b| a.0.total_cmp(&b.0)).map(|g| g.1);
        for group in nearest.into_iter().chain(near.iter().map(|g| g.1).filter(|g| Some(*g) != nearest)) {
            for i in members(group) {
                let off = off(&self.edges[i]);
                if off < -reach {
                    left.clear();
                    self.recent.insert(0, i);
                    self.recent.truncate(RECENT);
                } else if off < reach {
                    exactly(i, &self.edges[i], left);
                }
                if left.is_empty() {
                    return;
                }
            }
        }
    }
}

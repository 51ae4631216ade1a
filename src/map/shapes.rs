//! Forms of symbols, each with the area of a circle.

use super::geom::{Pt, pt};
use super::scene::{Path, Seg};
use super::style::Shape;

/// Radius of the circle around a symbol, whose area equals that of a circle of radius `r`.
#[must_use]
pub fn outer(shape: Shape, r: f64) -> f64 {
    r * match shape {
        Shape::Circle => 1.0,
        Shape::Square | Shape::Diamond => 1.253,
        Shape::Triangle | Shape::TriangleDown => 1.555,
        Shape::Pentagon => 1.150,
        Shape::Hexagon => 1.100,
        Shape::Star => 1.462,
        Shape::Plus => 1.326,
        Shape::Octagon => 1.054,
    }
}

/// The outline of a symbol that has the area of a circle of radius `r`.
#[must_use]
pub fn path(shape: Shape, at: Pt, r: f64) -> Path {
    let big = outer(shape, r);
    let regular = |n: u32, turn: f64, inner: Option<f64>| {
        let count = if inner.is_some() { 2 * n } else { n };
        let points: Vec<Pt> = (0..count)
            .map(|i| {
                let a = turn.to_radians() + 2.0 * std::f64::consts::PI * f64::from(i) / f64::from(count);
                let d = if i % 2 == 1 { big * inner.unwrap_or(1.0) } else { big };
                let (s, c) = libm::sincos(a);
                pt(at.x + d * c, at.y + d * s)
            })
            .collect();
        Path::rings([&points[..]])
    };
    match shape {
        Shape::Circle => Path::circle(at, r),
        Shape::Square => regular(4, 45.0, None),
        Shape::Diamond => regular(4, 0.0, None),
        Shape::Triangle => lowered(regular(3, -90.0, None), big * 0.16),
        Shape::TriangleDown => lowered(regular(3, 90.0, None), -big * 0.16),
        Shape::Pentagon => regular(5, -90.0, None),
        Shape::Hexagon => regular(6, 0.0, None),
        Shape::Star => regular(5, -90.0, Some(0.5)),
        Shape::Octagon => regular(8, 22.5, None),
        Shape::Plus => {
            // Arms a third as wide as long: area 5 w^2 with w the arm's width.
            let w = r * libm::sqrt(std::f64::consts::PI / 5.0);
            let (a, b) = (w / 2.0, 1.5 * w);
            let p: Vec<Pt> = [
                (-a, -b),
                (a, -b),
                (a, -a),
                (b, -a),
                (b, a),
                (a, a),
                (a, b),
                (-a, b),
                (-a, a),
                (-b, a),
                (-b, -a),
                (-a, -a),
            ]
            .iter()
            .map(|(x, y)| pt(at.x + x, at.y + y))
            .collect();
            Path::rings([&p[..]])
        }
    }
}

/// Moves a path down, so that a triangle's box, not its centroid, lies around its point.
fn lowered(mut path: Path, by: f64) -> Path {
    for seg in &mut path.segs {
        if let Seg::Move(p) | Seg::Line(p) = seg {
            p.y += by;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(path: &Path) -> f64 {
        let points: Vec<Pt> = path
            .segs
            .iter()
            .filter_map(|s| if let Seg::Move(p) | Seg::Line(p) = s { Some(*p) } else { None })
            .collect();
        (0..points.len())
            .map(|i| {
                let (a, b) = (points[i], points[(i + 1) % points.len()]);
                a.x * b.y - b.x * a.y
            })
            .sum::<f64>()
            .abs()
            / 2.0
    }

    #[test]
    fn every_shape_has_the_area_of_its_circle() {
        for shape in [
            Shape::Triangle,
            Shape::TriangleDown,
            Shape::Square,
            Shape::Diamond,
            Shape::Plus,
            Shape::Pentagon,
            Shape::Hexagon,
            Shape::Star,
            Shape::Octagon,
        ] {
            let got = area(&path(shape, pt(5.0, 7.0), 10.0)) / (std::f64::consts::PI * 100.0);
            assert!((got - 1.0).abs() < 0.01, "{shape:?}: {got:.3}");
        }
    }
}

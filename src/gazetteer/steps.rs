//! Steps through an automaton of the `fst` crate, read where they stand: no more of a node is taken apart than a step needs, for
//! millions of nodes are looked at and most lead nowhere.
//!
//! Source: the layout in fst 0.4.7, `raw/node.rs`; a test holds it to the crate.

use fst::raw::Fst;

/// Letters that a node of one branch holds in its first byte, by their number less one; 0 stands for a byte of its own.
const COMMON: &[u8; 63] = b"te/oasripcnw.hlm-du012g=:bf3y5&_4v9678k%?xCDASFIBEjPTzRNM+LOqHG";
/// Nodes with more branches than this have a table of 256 bytes.
const INDEXED: usize = 32;

/// What is left of eight bytes where so many count.
const MASKS: [u64; 16] = {
    let mut masks = [u64::MAX; 16];
    let mut width = 0;
    while width < 8 {
        masks[width] = (1 << (8 * width)) - 1;
        width += 1;
    }
    masks
};

/// An automaton as its bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steps<'f> {
    bytes: &'f [u8],
}

/// Where a walk stands: a node's address, 0 for the last of all, and the sum of the outputs on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    node: usize,
    output: u64,
}

/// A node as far as it is taken apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'f> {
    bytes: &'f [u8],
    /// The outputs on the way to it.
    output: u64,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    /// The last of all, which nothing follows.
    End,
    /// One branch, to the node just before or to one that is told `before` this byte.
    One { letter: u8, before: usize, next: bool },
    /// Several branches, or none.
    Many(Many),
}

#[derive(Debug, Clone, Copy)]
struct Many {
    /// Past its letters, which stand in reverse.
    letters: usize,
    count: usize,
    /// Bytes of the address of a target and of an output.
    width: usize,
    output: usize,
    is_final: bool,
}

impl Many {
    /// Past the addresses of its targets, which stand in reverse.
    fn targets(&self) -> usize {
        self.letters - self.count
    }

    fn outputs(&self) -> usize {
        self.targets() - self.count * self.width
    }

    /// Where it begins.
    fn first(&self) -> usize {
        self.outputs() - (self.count + usize::from(self.is_final)) * self.output
    }
}

impl<'f> Steps<'f> {
    /// Of an automaton whose bytes are sound.
    pub(super) fn of(fst: &'f Fst<&'static [u8]>) -> Self {
        Self { bytes: fst.as_bytes() }
    }

    /// Where every walk through `fst` begins.
    pub(super) fn root(fst: &Fst<&'static [u8]>) -> At {
        At { node: fst.root().addr(), output: 0 }
    }

    /// One letter on, if a name has it here.
    #[inline]
    pub(super) fn step(self, at: At, letter: u8) -> Option<At> {
        self.node(at).step(letter)
    }

    /// What the name that ends here leads to, if one does.
    #[inline]
    pub(super) fn value(self, at: At) -> Option<u64> {
        self.node(at).value()
    }

    #[inline]
    pub(super) fn node(self, at: At) -> Node<'f> {
        Node { bytes: self.bytes, output: at.output, form: self.form(at.node) }
    }

    #[inline]
    fn form(self, node: usize) -> Form {
        if node == 0 {
            return Form::End;
        }
        let state = self.bytes[node];
        let small = usize::from(state & 0b11_1111);
        if state & 0x80 != 0 {
            let (letter, before) = match small {
                0 => (self.bytes[node - 1], node - 1),
                common => (COMMON[common - 1], node),
            };
            return Form::One { letter, before, next: state & 0x40 != 0 };
        }
        let (count, sizes) = match small {
            0 => match usize::from(self.bytes[node - 1]) {
                1 => (256, node - 2),
                count => (count, node - 2),
            },
            count => (count, node - 1),
        };
        let packed = self.bytes[sizes];
        Form::Many(Many {
            letters: if count > INDEXED { sizes - 256 } else { sizes },
            count,
            width: usize::from(packed >> 4),
            output: usize::from(packed & 15),
            is_final: state & 0x40 != 0,
        })
    }
}

impl Node<'_> {
    /// One letter on, if a name has it here.
    #[inline]
    pub(super) fn step(&self, wanted: u8) -> Option<At> {
        match self.form {
            Form::One { letter, before, next } => (letter == wanted).then(|| self.only(before, next)),
            Form::Many(many) => {
                let branch = if many.count > INDEXED {
                    usize::from(self.bytes[many.letters + usize::from(wanted)])
                } else {
                    let letters = &self.bytes[many.letters - many.count..many.letters];
                    // They stand the other way round; a node without any has none.
                    let found = letters.iter().position(|&letter| letter == wanted)?;
                    many.count - 1 - found
                };
                (branch < many.count).then(|| self.target(&many, branch))
            }
            Form::End => None,
        }
    }

    /// How many branches it has.
    #[inline]
    pub(super) fn len(&self) -> usize {
        match self.form {
            Form::End => 0,
            Form::One { .. } => 1,
            Form::Many(many) => many.count,
        }
    }

    /// The letter of a branch; letters are in order.
    #[inline]
    pub(super) fn letter(&self, branch: usize) -> u8 {
        match self.form {
            Form::End => 0,
            Form::One { letter, .. } => letter,
            Form::Many(many) => self.bytes[many.letters - 1 - branch],
        }
    }

    /// Where a branch leads.
    #[inline]
    pub(super) fn branch(&self, branch: usize) -> At {
        match self.form {
            Form::End => At { node: 0, output: self.output },
            Form::One { before, next, .. } => self.only(before, next),
            Form::Many(many) => self.target(&many, branch),
        }
    }

    /// What the name that ends here leads to, if one does.
    #[inline]
    pub(super) fn value(&self) -> Option<u64> {
        match self.form {
            Form::End => Some(self.output),
            Form::Many(many) if many.is_final => Some(self.output + self.number(many.first(), many.output)),
            _ => None,
        }
    }

    #[inline]
    fn only(&self, before: usize, next: bool) -> At {
        if next {
            return At { node: before - 1, output: self.output };
        }
        let sizes = self.bytes[before - 1];
        let (width, output) = (usize::from(sizes >> 4), usize::from(sizes & 15));
        let target = before - 1 - width;
        let first = target - output;
        At { node: self.address(first, target, width), output: self.output + self.number(first, output) }
    }

    #[inline]
    fn target(&self, many: &Many, branch: usize) -> At {
        let target = many.targets() - (branch + 1) * many.width;
        let output = self.number(many.outputs() - (branch + 1) * many.output, many.output);
        At { node: self.address(many.first(), target, many.width), output: self.output + output }
    }

    /// The address that the bytes at `at` tell, counted back from where the node begins; 0 is that of the last node.
    #[inline]
    fn address(&self, first: usize, at: usize, width: usize) -> usize {
        match self.number(at, width) {
            0 => 0,
            delta => first - delta as usize,
        }
    }

    /// The little-endian number of `width` bytes at `at`. Eight can always be read: more than that stand behind the nodes.
    #[inline]
    fn number(&self, at: usize, width: usize) -> u64 {
        let bytes = self.bytes[at..].first_chunk().copied().unwrap_or_default();
        u64::from_le_bytes(bytes) & MASKS[width & 15]
    }
}

#[cfg(test)]
mod tests {
    use fst::raw::{Node, Output};

    use super::*;
    use crate::gazetteer::Gazetteer;

    /// Looks at a node and at what lies behind, so deep, and at most at so many of its branches.
    fn compare(
        fst: &Fst<&'static [u8]>,
        (node, output): (Node<'_>, Output),
        at: At,
        deep: usize,
        looked: &mut usize,
    ) {
        let steps = Steps::of(fst);
        *looked += 1;
        let value = node.is_final().then(|| output.cat(node.final_output()).value());
        assert_eq!(steps.value(at), value, "{node:?}");
        let own = steps.node(at);
        let letters: Vec<(u8, At)> =
            (0..own.len()).map(|branch| (own.letter(branch), own.branch(branch))).collect();
        assert_eq!(letters.len(), node.len(), "{node:?}");
        for (transition, (letter, target)) in node.transitions().zip(&letters) {
            assert_eq!((transition.inp, transition.addr), (*letter, target.node), "{node:?}");
            assert_eq!(output.cat(transition.out).value(), target.output, "{node:?}");
            assert_eq!(steps.step(at, *letter), Some(*target), "{node:?}");
        }
        for letter in (0..=255).filter(|&letter| node.find_input(letter).is_none()) {
            assert_eq!(steps.step(at, letter), None, "{node:?}");
        }
        // All of the first branches, and of the deeper ones the first, the last and one between.
        let many = node.len();
        for (branch, (transition, (_, target))) in node.transitions().zip(&letters).enumerate() {
            let chosen = deep > 26 || branch == 0 || branch + 1 == many || branch == many / 2;
            if deep > 0 && chosen && *looked < 60_000 {
                let next = (fst.node(transition.addr), output.cat(transition.out));
                compare(fst, next, *target, deep - 1, looked);
            }
        }
    }

    #[test]
    fn steps_are_those_of_the_crate() {
        let gazetteer = Gazetteer::embedded();
        for map in [&gazetteer.names, &gazetteer.keys] {
            let fst = map.as_ref().unwrap().as_fst();
            let mut looked = 0;
            compare(fst, (fst.root(), Output::zero()), Steps::root(fst), 28, &mut looked);
            assert!(looked > 10_000, "{looked}");
        }
    }

    #[test]
    fn automata_of_every_form_are_read() {
        for names in [
            vec![],
            vec![String::new()],
            vec!["a".to_owned()],
            vec!["\u{7f}\u{1}".to_owned(), "\u{7f}\u{2}".to_owned()],
            (1..300_u32).filter_map(char::from_u32).map(|c| format!("x{c}y")).collect(),
        ] {
            let mut builder = fst::MapBuilder::memory();
            let mut names: Vec<(String, u64)> = names.into_iter().zip((0..).map(|n| n * 70_001)).collect();
            names.sort();
            for (name, value) in names {
                builder.insert(name, value).unwrap();
            }
            let bytes: &'static [u8] = builder.into_inner().unwrap().leak();
            let fst = Fst::new(bytes).unwrap();
            compare(&fst, (fst.root(), Output::zero()), Steps::root(&fst), 40, &mut 0);
        }
    }
}

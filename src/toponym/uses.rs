//! Sentences that tell the place from its rulers and from what it only describes, on the bundled gazetteer.

use super::{Use, find_in};
use crate::gazetteer::Gazetteer;
use crate::text::Prose;

/// Checks the use of the first mention of `name` in each text.
fn check(expected: Use, cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (name, text) in cases {
        let all = find_in(text, &Prose::read(text), Gazetteer::embedded());
        match all.iter().find(|toponym| toponym.text == *name) {
            Some(found) if found.usage == expected => {}
            Some(found) => {
                wrong.push(format!("{text}: {name} is {:?} ({})", found.usage, found.evidence[1].rule));
            }
            None => wrong.push(format!("{text}: {name} not found")),
        }
    }
    assert!(wrong.is_empty(), "expected {expected:?}:\n{}", wrong.join("\n"));
}

#[test]
fn rulers_speak_act_and_are_spoken_to() {
    check(
        Use::Metonym,
        &[
            ("Ankara", "The envoys were expelled, Ankara said."),
            ("Ankara", "Two boats were turned back, said Ankara."),
            ("Madrid", "A senator denounces Madrid over the vote."),
            ("Cairo", "The vote was a strategic failure for Cairo."),
            ("Tehran", "Volunteers had been fighting for Tehran."),
            ("Belgrade", "Relations between Belgrade and its neighbours are poor."),
            ("Rabat", "The bloc put more pressure on Rabat this week."),
            ("Tokyo", "Tokyo, which denies the charge, recalled its envoy."),
            ("Sudan", "Sudan launched a raid on rebels."),
            ("Chad", "Sudan and Chad have agreed to talk."),
            ("Sudan", "Sudan and Chad have agreed to talk."),
            ("Ankara", "Ankara was accused of jamming signals."),
            ("Baku", "Baku is preparing a reply."),
            ("Eritrea", "The minister blamed Eritrea."),
            ("Hanoi", "Analysts doubt Hanoi's terms will change."),
            ("Ankara", "Ankara repelled the charge and sent a note."),
            ("Chad", "Ministers came from Sudan, and Chad sent an envoy."),
            ("Ankara", "Ankara on Monday unveiled a list."),
            ("Serbia", "A reply by Serbia would be seen as a threat."),
            ("Serbia", "The plan would punish Serbia."),
            ("White House", "The White House declined to answer."),
            ("Serbia", "They signed a deal with Serbia."),
        ],
    );
}

#[test]
fn harm_motion_and_prepositions_mean_the_place() {
    check(
        Use::Literal,
        &[
            ("Ankara", "A man was held in Ankara."),
            ("Khartoum", "Gunmen shelled Khartoum at dawn."),
            ("Khartoum", "Drones attacked Khartoum on Friday."),
            ("Khartoum", "Rockets pounded Khartoum again."),
            ("Tripoli", "Explosions rocked Tripoli overnight."),
            ("Tripoli", "Tripoli was attacked by drones."),
            ("Tripoli", "Officials said Tripoli had been shelled twice."),
            ("Sanaa", "The city of Sanaa came under fire."),
            ("Sanaa", "Sanaa came under fire on Monday."),
            ("Baghdad", "Missiles flew over Baghdad."),
            ("Damascus", "Jets carried out strikes on Damascus."),
            ("Beirut", "Beirut was hit by a quake."),
            ("Beirut", "Beirut burned for two days."),
            ("Yemen", "Boats set sail for home after leaving Yemen."),
            ("Brazil", "Hundreds are entering Brazil each day."),
            ("Serbia", "Trucks queue at the border with Serbia."),
            ("Mali", "Two villages in northern Mali were raided."),
            ("Mali", "The army closed the road between Mali and Niger."),
            ("Niger", "The army closed the road between Mali and Niger."),
            ("Sudan", "Fires spread near Sudan's capital."),
            ("Chad", "A bus was ambushed in Guinea, Togo and Chad."),
            ("Chad", "Lorries wait on the Chad border."),
            ("Peru", "The storm made landfall in continental Peru."),
            ("Sudan", "A fire broke out in Chad, Niger and Sudan."),
            ("Kassala", "Kassala was struck by a shell."),
        ],
    );
}

#[test]
fn offices_talks_and_nouns_are_only_described() {
    check(
        Use::Associative,
        &[
            ("Ankara", "Ankara troops crossed the river."),
            ("Sudan", "Sudan's air force bombed the camp."),
            ("Sudan", "The president of Sudan left."),
            ("Japan", "The India-Japan talks went on."),
            ("US", "A US census report is out."),
            ("Cairo", "The study is by the Cairo School of Law."),
            ("TUNIS", "TUNIS, May 3. In Sfax a court ruled."),
            ("Kassala", "The governor of Kassala resigned."),
        ],
    );
}

#[test]
fn people_teams_and_firms_are_only_described() {
    check(
        Use::Associative,
        &[
            ("Oregon", "Oregon teachers walked out on Tuesday."),
            ("Leeds", "A Leeds man has been charged with theft."),
            ("Nevada", "The plan angered Nevada lawmakers."),
            ("Denver", "The visitors lost to the Denver Nuggets again."),
            ("Kenya", "Shares of Air Kenya fell."),
            ("Namibia", "He was the Deputy Minister of Health of Namibia."),
        ],
    );
    check(
        Use::Literal,
        &[
            ("Oregon", "Fires burned in western Oregon on Tuesday."),
            ("Leeds", "The man was found in Leeds on Friday."),
            ("Denver", "Snow closed the Denver station."),
            ("Namibia", "The rains reached the north of Namibia."),
            ("Leeds", "The family left Leeds for York."),
        ],
    );
}

#[test]
fn towns_play_and_provinces_sue() {
    check(
        Use::Metonym,
        &[
            (
                "Leeds",
                "Leeds beat Norwich 2-1 as the striker scored twice. The midfielder missed a penalty; the league leaders \
                 play their next fixture on Sunday, the coach said.",
            ),
            ("Gujarat", "Gujarat wants a larger share of the water."),
            ("Peru", "Peru never puts pressure on its neighbours."),
        ],
    );
    check(
        Use::Literal,
        &[
            (
                "Leeds",
                "The striker was born in Leeds. The coach said the midfielder would miss the league fixture; the referee \
                 was hurt.",
            ),
            ("Gujarat", "Trains in Gujarat stood still."),
        ],
    );
}

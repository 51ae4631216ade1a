//! Event types and sub-types with ACLED's exact names; labels assigned by rule, not ACLED data.
//!
//! Source: ACLED Codebook (2023), "Event types"; the seventh type, Disaster, is ours.

use serde::{Serialize, Serializer};

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $text] $variant,)* }

        impl $name {
            /// Every value, in the order of the codebook.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The exact name used in every output.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The value with that exact name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

names! {
    /// The broad type of an event.
    EventType {
        Battles = "Battles",
        Explosions = "Explosions/Remote violence",
        ViolenceAgainstCivilians = "Violence against civilians",
        Protests = "Protests",
        Riots = "Riots",
        StrategicDevelopments = "Strategic developments",
        Disaster = "Disaster",
    }
}

names! {
    /// The sub-type of an event.
    SubEventType {
        GovernmentRegainsTerritory = "Government regains territory",
        NonStateActorOvertakesTerritory = "Non-state actor overtakes territory",
        ArmedClash = "Armed clash",
        ChemicalWeapon = "Chemical weapon",
        AirDroneStrike = "Air/drone strike",
        SuicideBomb = "Suicide bomb",
        ShellingArtilleryMissile = "Shelling/artillery/missile attack",
        RemoteExplosive = "Remote explosive/landmine/IED",
        Grenade = "Grenade",
        SexualViolence = "Sexual violence",
        Attack = "Attack",
        Abduction = "Abduction/forced disappearance",
        ExcessiveForce = "Excessive force against protesters",
        ProtestWithIntervention = "Protest with intervention",
        PeacefulProtest = "Peaceful protest",
        ViolentDemonstration = "Violent demonstration",
        MobViolence = "Mob violence",
        Agreement = "Agreement",
        Arrests = "Arrests",
        ChangeToGroup = "Change to group/activity",
        DisruptedWeaponsUse = "Disrupted weapons use",
        BaseEstablished = "Headquarters or base established",
        Looting = "Looting/property destruction",
        NonViolentTransfer = "Non-violent transfer of territory",
        Other = "Other",
        Flood = "Flood",
        Earthquake = "Earthquake",
        Fire = "Fire",
        Accident = "Accident",
        Storm = "Storm",
    }
}

/// The broad type that a sub-type belongs to ("Other" to Strategic developments).
#[must_use]
pub fn type_of(sub: SubEventType) -> EventType {
    use SubEventType as S;
    match sub {
        S::GovernmentRegainsTerritory | S::NonStateActorOvertakesTerritory | S::ArmedClash => {
            EventType::Battles
        }
        S::ChemicalWeapon
        | S::AirDroneStrike
        | S::SuicideBomb
        | S::ShellingArtilleryMissile
        | S::RemoteExplosive
        | S::Grenade => EventType::Explosions,
        S::SexualViolence | S::Attack | S::Abduction => EventType::ViolenceAgainstCivilians,
        S::ExcessiveForce | S::ProtestWithIntervention | S::PeacefulProtest => EventType::Protests,
        S::ViolentDemonstration | S::MobViolence => EventType::Riots,
        S::Agreement
        | S::Arrests
        | S::ChangeToGroup
        | S::DisruptedWeaponsUse
        | S::BaseEstablished
        | S::Looting
        | S::NonViolentTransfer
        | S::Other => EventType::StrategicDevelopments,
        S::Flood | S::Earthquake | S::Fire | S::Accident | S::Storm => EventType::Disaster,
    }
}

//! The operations that the mock tells apart by their ids: those of which it does more than the document says. An id that is renamed in the
//! document is renamed here, and nowhere else; the compiler says so.

use musicapi_facts as facts;

pub(crate) const SONG: &str = facts::CREATE_SONIC.id;
pub(crate) const SONG_BY_ALIAS: &str = facts::CREATE_SUNO.id;
pub(crate) const PERSONA: &str = facts::CREATE_SONIC_PERSONA.id;
pub(crate) const VOX: &str = facts::EXTRACT_SONIC_VOX.id;
pub(crate) const VOICE: &str = facts::CREATE_SONIC_VOICE.id;
pub(crate) const SONIC_UPLOAD: &str = facts::UPLOAD_SONIC_CLIP.id;
pub(crate) const RIFFUSION_UPLOAD: &str = facts::UPLOAD_RIFFUSION_CLIP.id;
pub(crate) const PRODUCER_UPLOAD: &str = facts::UPLOAD_PRODUCER_CLIP.id;
pub(crate) const PRODUCER_DOWNLOAD: &str = facts::DOWNLOAD_PRODUCER_CLIP.id;
pub(crate) const SAMPLE: &str = facts::SAMPLE_SONIC_CLIP.id;
pub(crate) const SECTION: &str = facts::REPLACE_SONIC_SECTION.id;
pub(crate) const UPLOAD_AND_COVER: &str = facts::UPLOAD_AND_COVER_SONIC.id;
pub(crate) const UPLOAD_AND_EXTEND: &str = facts::UPLOAD_AND_EXTEND_SONIC.id;
pub(crate) const WAV: &str = facts::GET_SONIC_WAV.id;
pub(crate) const MIDI: &str = facts::GET_SONIC_MIDI.id;
pub(crate) const DOWNLOAD: &str = facts::DOWNLOAD_SONIC_CLIP.id;
pub(crate) const BPM: &str = facts::MEASURE_SONIC_BPM.id;
pub(crate) const ALIGNMENT: &str = facts::ALIGN_SONIC_LYRICS.id;
pub(crate) const LYRICS: &str = facts::WRITE_SONIC_LYRICS.id;
pub(crate) const TAGS: &str = facts::UPSAMPLE_SONIC_TAGS.id;
pub(crate) const BATCH: &str = facts::CREATE_SONIC_BATCH.id;
pub(crate) const STEMS_BASIC: &str = facts::SPLIT_SONIC_STEMS_BASIC.id;
pub(crate) const STEMS_FULL: &str = facts::SPLIT_SONIC_STEMS_FULL.id;

/// What a plain song costs, for tests that buy some.
#[cfg(test)]
pub(crate) const PRICE: u64 = facts::CREATE_SONIC.forms[0].price.unwrap().credits as u64;

/// The words for a clip that has been taken up, and for one that sings.
#[cfg(test)]
pub(crate) const PENDING: &str = facts::GET_SONIC_TASK.report.unwrap().waiting[0];
#[cfg(test)]
pub(crate) const SINGING: &str = facts::GET_SONIC_TASK.report.unwrap().waiting.last().unwrap();

/// What the service says where credits don't suffice.
#[cfg(test)]
pub(crate) fn too_few_credits() -> &'static str {
    facts::REFUSALS.iter().find(|refusal| refusal.name == "credits").map_or("", |refusal| refusal.text)
}

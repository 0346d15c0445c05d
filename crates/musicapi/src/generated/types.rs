// Made by `cargo xtask codegen` from openapi/musicapi.yaml. Edits are lost.

#![allow(clippy::all, reason = "made")]

crate::generated::model::model! {
    /// What an account has left.
    #[non_exhaustive]
    pub struct Credits {
        required {
            /// Monthly credits of the subscription.
            credits: f64,
            /// Credits bought on top; they are spent first.
            extra_credits: f64,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// Why a call was refused. The service uses several shapes: `{error}`, `{message}`, `{type, error}` and `{code, message}`, and plain text too. The text is in `error`, else in `message`.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct Error {
        optional {
            /// Whether the credits were given back.
            already_refunded: bool,
            /// A number or a word; on the whole the status once more.
            code: ErrorCode,
            /// The text.
            error: String,
            /// The text, in the shapes that have no `error`.
            message: String,
            /// Whether the credits were given back; nuro's name for it.
            refund_processed: bool,
            /// A word for the class of the error, such as `validation_error` or `forbidden`.
            type_ as "type": String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}
/// A number or a word.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum ErrorCode {
    /// Written as a whole number.
    Integer(i64),
    /// Written as text.
    String(String),
}

impl ::std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match self {
            Self::Integer(x) => x.fmt(f),
            Self::String(x) => x.fmt(f),
        }
    }
}

impl From<i64> for ErrorCode {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

crate::generated::model::model! {
    /// Background music. With v2.0 it can have segments, 30 to 120 seconds in all, and a single one of at least 30; whether genre, mood, instrument and theme go with v2.0 is not known.
    pub struct NuroBgm {
        required {
            /// What the music is to be, in plain words.
            ///
            /// At most 200 characters.
            description: String => prose,
        }
        optional {
            /// The length in seconds; 60 with v1.0 when absent. At least 30 with v2.0.
            ///
            /// From 1 to 120; 60 with `v1.0`.
            duration: i64,
            /// The version; v1.0 when absent.
            version: NuroVersion,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
        }
        lists {
            /// The styles.
            ///
            /// At most 5 items.
            genre: NuroBgmGenre,
            /// The instruments.
            ///
            /// At most 5 items.
            instrument: NuroBgmInstrument,
            /// The moods.
            ///
            /// At most 5 items.
            mood: NuroBgmMood,
            /// The parts of the music in their order; with v2.0.
            segments: NuroSegment,
            /// The themes.
            ///
            /// At most 5 items.
            theme: NuroBgmTheme,
        }
    }
}
/// A song with vocals, or background music.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(tag = "type")]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum NuroCreate {
    #[serde(rename = "vocal")]
    /// `vocal`: see [`NuroVocal`].
    Vocal(NuroVocal),
    #[serde(rename = "bgm")]
    /// `bgm`: see [`NuroBgm`].
    Bgm(NuroBgm),
}

impl From<NuroVocal> for NuroCreate {
    fn from(value: NuroVocal) -> Self {
        Self::Vocal(value)
    }
}

impl From<NuroBgm> for NuroCreate {
    fn from(value: NuroBgm) -> Self {
        Self::Bgm(value)
    }
}

crate::generated::model::model! {
    /// A part of background music.
    #[non_exhaustive]
    pub struct NuroSegment {
        required {
            /// The length in seconds.
            ///
            /// From 5 to 120.
            duration: f64,
            /// The kind of part. The page's list is known in part only.
            name: NuroSegmentName,
        }
    }
}

crate::generated::model::model! {
    /// A song, finished or not.
    #[non_exhaustive]
    pub struct NuroTask {
        required {
            /// How far a song is.
            status: NuroStatus,
            /// The task.
            task_id: String,
        }
        optional {
            /// The song, WAV.
            audio_url: String,
            /// The length in seconds.
            duration: Seconds,
            /// The singer.
            gender: String,
            /// The style.
            genre: String,
            /// The lyrics as sung.
            lyrics: String => prose,
            /// The mood.
            mood: String,
            /// How much is done, up to 100.
            ///
            /// At most 100.
            progress: i64,
            /// The sound of the voice.
            timbre: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// A song with vocals. What isn't said of singer and style the service chooses.
    pub struct NuroVocal {
        required {
            /// The lyrics, with section marks: `[intro]`, `[verse]`, `[pre-chorus]`, `[chorus]`, `[inst]`, `[bridge]`. In Chinese or English.
            ///
            /// At most 2000 characters.
            lyrics: String => prose,
        }
        optional {
            /// The length in seconds. What it is when absent is not known.
            ///
            /// From 30 to 240.
            duration: i64,
            /// The singer; chosen by the service when absent.
            gender: NuroGender,
            /// The style of a song; chosen by the service when absent.
            genre: NuroVocalGenre,
            /// The mood of a song; chosen by the service when absent.
            mood: NuroVocalMood,
            /// The sound of the voice.
            timbre: NuroTimbre,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
        }
    }
}

crate::generated::model::model! {
    /// Word of a nuro task.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct NuroWebhook {
        optional {
            /// The status, 200.
            code: i64,
            /// The song, in a form that is not known.
            data: ::serde_json::Value,
            /// What happened.
            event: WebhookEvent,
            /// `success`.
            message: String,
            /// The family of the task.
            platform: WebhookPlatform,
            /// The task.
            task_id: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}
/// Beats a minute. The meaning is inferred from the name.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum ProducerBpm {
    /// Written as a number.
    Number(f64),
    /// Written as text.
    String(String),
}

impl ::std::fmt::Display for ProducerBpm {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match self {
            Self::Number(x) => x.fmt(f),
            Self::String(x) => x.fmt(f),
        }
    }
}

impl From<f64> for ProducerBpm {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

crate::generated::model::model! {
    /// The song that a task makes, the recording it brings in, or the file it prepares.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct ProducerClip {
        optional {
            /// The song, M4A; for a download the file.
            audio_url: String,
            /// What the other task types and the download ask for.
            clip_id: String,
            /// When the song was begun.
            created_at: String,
            /// The length in seconds.
            duration: Seconds,
            /// The cover picture.
            image_url: String,
            /// The lyrics as sung.
            lyrics: String => prose,
            /// The id of the lyrics.
            lyrics_id: String,
            /// When the lyrics are sung, in a form that is not known.
            lyrics_timing_markers: ::serde_json::Value,
            /// The model.
            mv: String,
            /// Where chance started from.
            seed: ProducerSeed,
            /// Style and sound.
            sound: String,
            /// How far a song is.
            state: ProducerClipState,
            /// The title.
            title: String,
            /// A video; null in the example.
            video_url: String,
            /// The song, WAV.
            wav_url: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// A clip in another style. By the documentation it works again since 20 May 2026; by the vendor's client it answers 410.
    pub struct ProducerCoverMusic {
        required {
            /// The clip to start from, or to have as a file.
            clip_id: String,
        }
        optional {
            /// Another name of `strength`.
            ///
            /// From 0 to 1.
            cover_strength: f64,
            /// The lyrics.
            lyrics: String => prose,
            /// How closely to follow the lyrics. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            lyrics_strength: f64,
            /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
            make_instrumental: bool,
            /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
            mv: ProducerModel,
            /// Where chance starts from; another one makes a variation.
            seed: ProducerSeed,
            /// Style and sound. For music without vocals say `instrumental, no vocals`.
            sound: String,
            /// How closely to follow the sound. Taken and ignored since April 2026.
            ///
            /// From 0.2 to 1.
            sound_strength: f64,
            /// How far the cover goes. Which end is which is not known.
            ///
            /// From 0 to 1.
            strength: f64,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            weirdness: f64,
        }
    }
}
/// What kind of song to make, and from what.
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(tag = "task_type")]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum ProducerCreate {
    #[serde(rename = "create_music")]
    /// `create_music`: see [`ProducerCreateMusic`].
    CreateMusic(ProducerCreateMusic),
    #[serde(rename = "extend_music")]
    /// `extend_music`: see [`ProducerExtendMusic`].
    ExtendMusic(ProducerExtendMusic),
    #[serde(rename = "extend_upload_music")]
    /// `extend_upload_music`: see [`ProducerExtendUploadMusic`].
    ExtendUploadMusic(ProducerExtendUploadMusic),
    #[serde(rename = "replace_music")]
    /// `replace_music`: see [`ProducerReplaceMusic`].
    ReplaceMusic(ProducerReplaceMusic),
    #[serde(rename = "replace_upload_music")]
    /// `replace_upload_music`: see [`ProducerReplaceUploadMusic`].
    ReplaceUploadMusic(ProducerReplaceUploadMusic),
    #[serde(rename = "cover_music")]
    /// `cover_music`: see [`ProducerCoverMusic`].
    CoverMusic(ProducerCoverMusic),
    #[serde(rename = "music_variation")]
    /// `music_variation`: see [`ProducerMusicVariation`].
    MusicVariation(ProducerMusicVariation),
    #[serde(rename = "swap_music_vocals")]
    /// `swap_music_vocals`: see [`ProducerSwapMusicVocals`].
    SwapMusicVocals(ProducerSwapMusicVocals),
    #[serde(rename = "swap_music_sound")]
    /// `swap_music_sound`: see [`ProducerSwapMusicSound`].
    SwapMusicSound(ProducerSwapMusicSound),
}

impl From<ProducerCreateMusic> for ProducerCreate {
    fn from(value: ProducerCreateMusic) -> Self {
        Self::CreateMusic(value)
    }
}

impl From<ProducerExtendMusic> for ProducerCreate {
    fn from(value: ProducerExtendMusic) -> Self {
        Self::ExtendMusic(value)
    }
}

impl From<ProducerExtendUploadMusic> for ProducerCreate {
    fn from(value: ProducerExtendUploadMusic) -> Self {
        Self::ExtendUploadMusic(value)
    }
}

impl From<ProducerReplaceMusic> for ProducerCreate {
    fn from(value: ProducerReplaceMusic) -> Self {
        Self::ReplaceMusic(value)
    }
}

impl From<ProducerReplaceUploadMusic> for ProducerCreate {
    fn from(value: ProducerReplaceUploadMusic) -> Self {
        Self::ReplaceUploadMusic(value)
    }
}

impl From<ProducerCoverMusic> for ProducerCreate {
    fn from(value: ProducerCoverMusic) -> Self {
        Self::CoverMusic(value)
    }
}

impl From<ProducerMusicVariation> for ProducerCreate {
    fn from(value: ProducerMusicVariation) -> Self {
        Self::MusicVariation(value)
    }
}

impl From<ProducerSwapMusicVocals> for ProducerCreate {
    fn from(value: ProducerSwapMusicVocals) -> Self {
        Self::SwapMusicVocals(value)
    }
}

impl From<ProducerSwapMusicSound> for ProducerCreate {
    fn from(value: ProducerSwapMusicSound) -> Self {
        Self::SwapMusicSound(value)
    }
}

crate::generated::model::model! {
    /// A song from lyrics, from a sound, or from both.
    #[derive(Default)]
    pub struct ProducerCreateMusic {
        optional {
            /// Beats a minute. The meaning is inferred from the name.
            bpm: ProducerBpm,
            /// An address; that it is the one of a cover picture is inferred from the name.
            cover_url: String,
            /// The wished length in seconds, of a song or of what is added; 60 when absent, with `extend_music`.
            ///
            /// From 1 to 240.
            length: f64,
            /// The lyrics.
            lyrics: String => prose,
            /// How closely to follow the lyrics. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            lyrics_strength: f64,
            /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
            make_instrumental: bool,
            /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
            mv: ProducerModel,
            /// Where chance starts from; another one makes a variation.
            seed: ProducerSeed,
            /// Style and sound. For music without vocals say `instrumental, no vocals`.
            sound: String,
            /// How closely to follow the sound. Taken and ignored since April 2026.
            ///
            /// From 0.2 to 1.
            sound_strength: f64,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            weirdness: f64,
        }
    }
}

crate::generated::model::model! {
    /// The clip, and the format wished for.
    pub struct ProducerDownloadRequest {
        required {
            /// The clip to start from, or to have as a file.
            clip_id: String,
        }
        optional {
            /// The format of the file.
            format: ProducerFormat,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
        }
    }
}

crate::generated::model::model! {
    /// More of a clip, from `starts_at` on, `length` seconds long.
    pub struct ProducerExtendMusic {
        required {
            /// The clip to start from, or to have as a file.
            clip_id: String,
        }
        optional {
            /// Beats a minute. The meaning is inferred from the name.
            bpm: ProducerBpm,
            /// Named by the vendor's client; that it is a number of seconds to add is inferred from the name.
            extend_s: f64,
            /// What is to be done, in plain words.
            instruction: String => prose,
            /// The wished length in seconds, of a song or of what is added; 60 when absent, with `extend_music`.
            ///
            /// From 1 to 240.
            length: f64,
            /// The lyrics.
            lyrics: String => prose,
            /// How closely to follow the lyrics. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            lyrics_strength: f64,
            /// Older name of `lyrics`, still taken.
            lyrics_text: String => prose,
            /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
            make_instrumental: bool,
            /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
            mv: ProducerModel,
            /// Where chance starts from; another one makes a variation.
            seed: ProducerSeed,
            /// Style and sound. For music without vocals say `instrumental, no vocals`.
            sound: String,
            /// How closely to follow the sound. Taken and ignored since April 2026.
            ///
            /// From 0.2 to 1.
            sound_strength: f64,
            /// Older name of `starts_at`, still taken.
            starts: f64,
            /// The second at which to continue, or at which the section starts.
            starts_at: f64,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            weirdness: f64,
        }
    }
}

crate::generated::model::model! {
    /// More of an uploaded clip, from `starts_at` on, `length` seconds long.
    pub struct ProducerExtendUploadMusic {
        required {
            /// The clip to start from, or to have as a file.
            clip_id: String,
        }
        optional {
            /// Beats a minute. The meaning is inferred from the name.
            bpm: ProducerBpm,
            /// Named by the vendor's client; that it is a number of seconds to add is inferred from the name.
            extend_s: f64,
            /// What is to be done, in plain words.
            instruction: String => prose,
            /// The wished length in seconds, of a song or of what is added; 60 when absent, with `extend_music`.
            ///
            /// From 1 to 240.
            length: f64,
            /// The lyrics.
            lyrics: String => prose,
            /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
            mv: ProducerModel,
            /// Where chance starts from; another one makes a variation.
            seed: ProducerSeed,
            /// Style and sound. For music without vocals say `instrumental, no vocals`.
            sound: String,
            /// The second at which to continue, or at which the section starts.
            starts_at: f64,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
        }
    }
}

crate::generated::model::model! {
    /// Another song like a clip. Retired, it answers 410.
    pub struct ProducerMusicVariation {
        required {
            /// The clip to start from, or to have as a file.
            clip_id: String,
        }
        optional {
            /// The lyrics.
            lyrics: String => prose,
            /// How closely to follow the lyrics. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            lyrics_strength: f64,
            /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
            make_instrumental: bool,
            /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
            mv: ProducerModel,
            /// Where chance starts from; another one makes a variation.
            seed: ProducerSeed,
            /// Style and sound. For music without vocals say `instrumental, no vocals`.
            sound: String,
            /// How closely to follow the sound. Taken and ignored since April 2026.
            ///
            /// From 0.2 to 1.
            sound_strength: f64,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// How far to stray from the usual. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            weirdness: f64,
        }
    }
}

crate::generated::model::model! {
    /// A section of a clip made anew, the rest as it was.
    pub struct ProducerReplaceMusic {
        required {
            /// The clip to start from, or to have as a file.
            clip_id: String,
        }
        optional {
            /// Beats a minute. The meaning is inferred from the name.
            bpm: ProducerBpm,
            /// Older name of `ends_at`, still taken.
            ///
            /// Greater than `starts`.
            ends: f64,
            /// The second at which the section ends, after its start.
            ///
            /// Greater than `starts_at`.
            ends_at: f64,
            /// What is to be done, in plain words.
            instruction: String => prose,
            /// The lyrics.
            lyrics: String => prose,
            /// How closely to follow the lyrics. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            lyrics_strength: f64,
            /// Older name of `lyrics`, still taken.
            lyrics_text: String => prose,
            /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
            make_instrumental: bool,
            /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
            mv: ProducerModel,
            /// Where chance starts from; another one makes a variation.
            seed: ProducerSeed,
            /// Style and sound. For music without vocals say `instrumental, no vocals`.
            sound: String,
            /// How closely to follow the sound. Taken and ignored since April 2026.
            ///
            /// From 0.2 to 1.
            sound_strength: f64,
            /// Older name of `starts_at`, still taken.
            starts: f64,
            /// The second at which to continue, or at which the section starts.
            starts_at: f64,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            weirdness: f64,
        }
    }
}

crate::generated::model::model! {
    /// A section of an uploaded clip made anew, the rest as it was.
    pub struct ProducerReplaceUploadMusic {
        required {
            /// The clip to start from, or to have as a file.
            clip_id: String,
        }
        optional {
            /// Beats a minute. The meaning is inferred from the name.
            bpm: ProducerBpm,
            /// The second at which the section ends, after its start.
            ///
            /// Greater than `starts_at`.
            ends_at: f64,
            /// What is to be done, in plain words.
            instruction: String => prose,
            /// The lyrics.
            lyrics: String => prose,
            /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
            mv: ProducerModel,
            /// Where chance starts from; another one makes a variation.
            seed: ProducerSeed,
            /// Style and sound. For music without vocals say `instrumental, no vocals`.
            sound: String,
            /// The second at which to continue, or at which the section starts.
            starts_at: f64,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
        }
    }
}
/// Where chance starts from; another one makes a variation.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum ProducerSeed {
    /// Written as a number.
    Number(f64),
    /// Written as text.
    String(String),
}

impl ::std::fmt::Display for ProducerSeed {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match self {
            Self::Number(x) => x.fmt(f),
            Self::String(x) => x.fmt(f),
        }
    }
}

impl From<f64> for ProducerSeed {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

crate::generated::model::model! {
    /// A clip with other instruments. Retired, it answers 410.
    pub struct ProducerSwapMusicSound {
        required {
            /// The clip to start from, or to have as a file.
            clip_id: String,
        }
        optional {
            /// The lyrics.
            lyrics: String => prose,
            /// How closely to follow the lyrics. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            lyrics_strength: f64,
            /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
            make_instrumental: bool,
            /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
            mv: ProducerModel,
            /// Where chance starts from; another one makes a variation.
            seed: ProducerSeed,
            /// Style and sound. For music without vocals say `instrumental, no vocals`.
            sound: String,
            /// How closely to follow the sound. Taken and ignored since April 2026.
            ///
            /// From 0.2 to 1.
            sound_strength: f64,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// How far to stray from the usual. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            weirdness: f64,
        }
    }
}

crate::generated::model::model! {
    /// A clip with another voice. Retired, it answers 410.
    pub struct ProducerSwapMusicVocals {
        required {
            /// The clip to start from, or to have as a file.
            clip_id: String,
        }
        optional {
            /// The lyrics.
            lyrics: String => prose,
            /// How closely to follow the lyrics. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            lyrics_strength: f64,
            /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
            make_instrumental: bool,
            /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
            mv: ProducerModel,
            /// Where chance starts from; another one makes a variation.
            seed: ProducerSeed,
            /// Style and sound. For music without vocals say `instrumental, no vocals`.
            sound: String,
            /// How closely to follow the sound. Taken and ignored since April 2026.
            ///
            /// From 0.2 to 1.
            sound_strength: f64,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// How far to stray from the usual. Taken and ignored since April 2026.
            ///
            /// From 0 to 1.
            weirdness: f64,
        }
    }
}

crate::generated::model::model! {
    /// A task's song as it is now.
    #[non_exhaustive]
    pub struct ProducerTask {
        required {
            /// The status once more, 200.
            code: i64,
            /// The song.
            data: Vec<ProducerClip>,
        }
        optional {
            /// `success`; after a failure, word that the credits were given back.
            message: String,
            /// How far a task is. Seen on a sister service only.
            status: ProducerStatus,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}
/// A task's song, or word that there is none.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum ProducerTaskAnswer {
    /// See [`ProducerTask`].
    ProducerTask(ProducerTask),
    /// See [`TaskNotice`].
    TaskNotice(TaskNotice),
}

impl From<ProducerTask> for ProducerTaskAnswer {
    fn from(value: ProducerTask) -> Self {
        Self::ProducerTask(value)
    }
}

impl From<TaskNotice> for ProducerTaskAnswer {
    fn from(value: TaskNotice) -> Self {
        Self::TaskNotice(value)
    }
}

crate::generated::model::model! {
    /// A recording.
    pub struct ProducerUploadRequest {
        required {
            /// The public address of the recording.
            audio_url: String,
        }
        optional {
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
        }
    }
}

crate::generated::model::model! {
    /// Word of a producer task.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct ProducerWebhook {
        optional {
            /// The status, 200.
            code: i64,
            /// The song. That it looks as in the task is inferred.
            data: Vec<ProducerClip>,
            /// What happened.
            event: WebhookEvent,
            /// `success`.
            message: String,
            /// The family of the task.
            platform: WebhookPlatform,
            /// The task.
            task_id: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// One of the songs that a task makes.
    #[non_exhaustive]
    pub struct RiffusionClip {
        required {
            /// What the other task types ask for.
            clip_id: String,
            /// How far a song is.
            state: RiffusionClipState,
        }
        optional {
            /// The song. Its format is not known.
            audio_url: String,
            /// When the song was begun. The form is not known.
            created_at: String,
            /// The length in seconds.
            duration: Seconds,
            /// The cover picture.
            image_url: String,
            /// The lyrics as sung.
            lyrics: String => prose,
            /// The model that sang.
            mv: String,
            /// Style and sound.
            sound: String,
            /// An object whose fields are not known.
            timestamp: ::serde_json::Value,
            /// The title.
            title: String,
            /// A video; null in the page's schema.
            video_url: String,
            /// As it was asked for.
            vocal_variation: f64,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// A clip in another style.
    pub struct RiffusionCoverMusic {
        mode {
            /// True when lyrics, title and sound are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The clip to start from, made or uploaded before.
            continue_clip_id: String,
        }
        optional {
            /// The lyrics; with `custom_mode` true.
            ///
            /// At most 3000 characters.
            lyrics: String => prose,
            /// Without vocals.
            make_instrumental: bool,
            /// The model that sings.
            mv: RiffusionModel,
            /// What the song is to be, in plain words; with `custom_mode` false.
            ///
            /// At most 200 characters.
            prompt: String => prose,
            /// Style and sound, such as genre and voice; with `custom_mode` true.
            ///
            /// At most 200 characters.
            sound: String,
            /// The title; with `custom_mode` true.
            ///
            /// At most 80 characters.
            title: String,
            /// How far the voice may vary. The meaning is inferred from the name.
            ///
            /// From 0 to 1.
            vocal_variation: f64,
        }
    }
}

crate::generated::model::model! {
    /// An uploaded clip in another style.
    pub struct RiffusionCoverUploadMusic {
        mode {
            /// True when lyrics, title and sound are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The clip to start from, made or uploaded before.
            continue_clip_id: String,
        }
        optional {
            /// The lyrics; with `custom_mode` true.
            ///
            /// At most 3000 characters.
            lyrics: String => prose,
            /// Without vocals.
            make_instrumental: bool,
            /// The model that sings.
            mv: RiffusionModel,
            /// What the song is to be, in plain words; with `custom_mode` false.
            ///
            /// At most 200 characters.
            prompt: String => prose,
            /// Style and sound, such as genre and voice; with `custom_mode` true.
            ///
            /// At most 200 characters.
            sound: String,
            /// The title; with `custom_mode` true.
            ///
            /// At most 80 characters.
            title: String,
            /// How far the voice may vary. The meaning is inferred from the name.
            ///
            /// From 0 to 1.
            vocal_variation: f64,
        }
    }
}
/// What kind of song to make, and from what.
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(tag = "task_type")]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum RiffusionCreate {
    #[serde(rename = "create_music")]
    /// `create_music`: see [`RiffusionCreateMusic`].
    CreateMusic(RiffusionCreateMusic),
    #[serde(rename = "extend_music")]
    /// `extend_music`: see [`RiffusionExtendMusic`].
    ExtendMusic(RiffusionExtendMusic),
    #[serde(rename = "cover_music")]
    /// `cover_music`: see [`RiffusionCoverMusic`].
    CoverMusic(RiffusionCoverMusic),
    #[serde(rename = "extend_upload_music")]
    /// `extend_upload_music`: see [`RiffusionExtendUploadMusic`].
    ExtendUploadMusic(RiffusionExtendUploadMusic),
    #[serde(rename = "cover_upload_music")]
    /// `cover_upload_music`: see [`RiffusionCoverUploadMusic`].
    CoverUploadMusic(RiffusionCoverUploadMusic),
    #[serde(rename = "replace_music")]
    /// `replace_music`: see [`RiffusionReplaceMusic`].
    ReplaceMusic(RiffusionReplaceMusic),
    #[serde(rename = "replace_upload_music")]
    /// `replace_upload_music`: see [`RiffusionReplaceUploadMusic`].
    ReplaceUploadMusic(RiffusionReplaceUploadMusic),
    #[serde(rename = "swap_music_sound")]
    /// `swap_music_sound`: see [`RiffusionSwapMusicSound`].
    SwapMusicSound(RiffusionSwapMusicSound),
    #[serde(rename = "swap_upload_music_sound")]
    /// `swap_upload_music_sound`: see [`RiffusionSwapUploadMusicSound`].
    SwapUploadMusicSound(RiffusionSwapUploadMusicSound),
    #[serde(rename = "swap_music_vocals")]
    /// `swap_music_vocals`: see [`RiffusionSwapMusicVocals`].
    SwapMusicVocals(RiffusionSwapMusicVocals),
    #[serde(rename = "swap_upload_music_vocals")]
    /// `swap_upload_music_vocals`: see [`RiffusionSwapUploadMusicVocals`].
    SwapUploadMusicVocals(RiffusionSwapUploadMusicVocals),
}

impl From<RiffusionCreateMusic> for RiffusionCreate {
    fn from(value: RiffusionCreateMusic) -> Self {
        Self::CreateMusic(value)
    }
}

impl From<RiffusionExtendMusic> for RiffusionCreate {
    fn from(value: RiffusionExtendMusic) -> Self {
        Self::ExtendMusic(value)
    }
}

impl From<RiffusionCoverMusic> for RiffusionCreate {
    fn from(value: RiffusionCoverMusic) -> Self {
        Self::CoverMusic(value)
    }
}

impl From<RiffusionExtendUploadMusic> for RiffusionCreate {
    fn from(value: RiffusionExtendUploadMusic) -> Self {
        Self::ExtendUploadMusic(value)
    }
}

impl From<RiffusionCoverUploadMusic> for RiffusionCreate {
    fn from(value: RiffusionCoverUploadMusic) -> Self {
        Self::CoverUploadMusic(value)
    }
}

impl From<RiffusionReplaceMusic> for RiffusionCreate {
    fn from(value: RiffusionReplaceMusic) -> Self {
        Self::ReplaceMusic(value)
    }
}

impl From<RiffusionReplaceUploadMusic> for RiffusionCreate {
    fn from(value: RiffusionReplaceUploadMusic) -> Self {
        Self::ReplaceUploadMusic(value)
    }
}

impl From<RiffusionSwapMusicSound> for RiffusionCreate {
    fn from(value: RiffusionSwapMusicSound) -> Self {
        Self::SwapMusicSound(value)
    }
}

impl From<RiffusionSwapUploadMusicSound> for RiffusionCreate {
    fn from(value: RiffusionSwapUploadMusicSound) -> Self {
        Self::SwapUploadMusicSound(value)
    }
}

impl From<RiffusionSwapMusicVocals> for RiffusionCreate {
    fn from(value: RiffusionSwapMusicVocals) -> Self {
        Self::SwapMusicVocals(value)
    }
}

impl From<RiffusionSwapUploadMusicVocals> for RiffusionCreate {
    fn from(value: RiffusionSwapUploadMusicVocals) -> Self {
        Self::SwapUploadMusicVocals(value)
    }
}

crate::generated::model::model! {
    /// A song from lyrics (`custom_mode` true) or from a description (`custom_mode` false, `prompt`).
    #[derive(Default)]
    pub struct RiffusionCreateMusic {
        optional {
            /// True when lyrics, title and sound are given; false when a description is.
            custom_mode: bool,
            /// The lyrics; with `custom_mode` true.
            ///
            /// At most 3000 characters.
            lyrics: String => prose,
            /// Without vocals.
            make_instrumental: bool,
            /// The model that sings.
            mv: RiffusionModel,
            /// What the song is to be, in plain words; with `custom_mode` false.
            ///
            /// At most 200 characters.
            prompt: String => prose,
            /// Style and sound, such as genre and voice; with `custom_mode` true.
            ///
            /// At most 200 characters.
            sound: String,
            /// The title; with `custom_mode` true.
            ///
            /// At most 80 characters.
            title: String,
            /// How far the voice may vary. The meaning is inferred from the name.
            ///
            /// From 0 to 1.
            vocal_variation: f64,
        }
    }
}

crate::generated::model::model! {
    /// More of a clip.
    pub struct RiffusionExtendMusic {
        mode {
            /// True when lyrics, title and sound are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The second at which to continue.
            ///
            /// At least 0.
            continue_at: f64,
            /// The clip to start from, made or uploaded before.
            continue_clip_id: String,
            /// The lyrics; with `custom_mode` true.
            ///
            /// At most 3000 characters.
            lyrics: String => prose,
            /// Style and sound, such as genre and voice; with `custom_mode` true.
            ///
            /// At most 200 characters.
            sound: String,
        }
        optional {
            /// Without vocals.
            make_instrumental: bool,
            /// The model that sings.
            mv: RiffusionModel,
            /// What the song is to be, in plain words; with `custom_mode` false.
            ///
            /// At most 200 characters.
            prompt: String => prose,
            /// The title; with `custom_mode` true.
            ///
            /// At most 80 characters.
            title: String,
            /// How far the voice may vary. The meaning is inferred from the name.
            ///
            /// From 0 to 1.
            vocal_variation: f64,
        }
    }
}

crate::generated::model::model! {
    /// More of an uploaded clip.
    pub struct RiffusionExtendUploadMusic {
        mode {
            /// True when lyrics, title and sound are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The second at which to continue.
            ///
            /// At least 0.
            continue_at: f64,
            /// The clip to start from, made or uploaded before.
            continue_clip_id: String,
            /// The lyrics; with `custom_mode` true.
            ///
            /// At most 3000 characters.
            lyrics: String => prose,
            /// Style and sound, such as genre and voice; with `custom_mode` true.
            ///
            /// At most 200 characters.
            sound: String,
        }
        optional {
            /// Without vocals.
            make_instrumental: bool,
            /// The model that sings.
            mv: RiffusionModel,
            /// What the song is to be, in plain words; with `custom_mode` false.
            ///
            /// At most 200 characters.
            prompt: String => prose,
            /// The title; with `custom_mode` true.
            ///
            /// At most 80 characters.
            title: String,
            /// How far the voice may vary. The meaning is inferred from the name.
            ///
            /// From 0 to 1.
            vocal_variation: f64,
        }
    }
}

crate::generated::model::model! {
    /// A section of a clip made anew.
    pub struct RiffusionReplaceMusic {
        mode {
            /// True when lyrics, title and sound are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The clip to start from, made or uploaded before.
            continue_clip_id: String,
        }
        optional {
            /// The lyrics; with `custom_mode` true.
            ///
            /// At most 3000 characters.
            lyrics: String => prose,
            /// Without vocals.
            make_instrumental: bool,
            /// The model that sings.
            mv: RiffusionModel,
            /// What the song is to be, in plain words; with `custom_mode` false.
            ///
            /// At most 200 characters.
            prompt: String => prose,
            /// Where the section ends.
            replace_end_time: f64,
            /// Where the section starts.
            replace_start_time: f64,
            /// Style and sound, such as genre and voice; with `custom_mode` true.
            ///
            /// At most 200 characters.
            sound: String,
            /// The title; with `custom_mode` true.
            ///
            /// At most 80 characters.
            title: String,
            /// How far the voice may vary. The meaning is inferred from the name.
            ///
            /// From 0 to 1.
            vocal_variation: f64,
        }
    }
}

crate::generated::model::model! {
    /// A section of an uploaded clip made anew.
    pub struct RiffusionReplaceUploadMusic {
        mode {
            /// True when lyrics, title and sound are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The clip to start from, made or uploaded before.
            continue_clip_id: String,
        }
        optional {
            /// The lyrics; with `custom_mode` true.
            ///
            /// At most 3000 characters.
            lyrics: String => prose,
            /// Without vocals.
            make_instrumental: bool,
            /// The model that sings.
            mv: RiffusionModel,
            /// What the song is to be, in plain words; with `custom_mode` false.
            ///
            /// At most 200 characters.
            prompt: String => prose,
            /// Where the section ends.
            replace_end_time: f64,
            /// Where the section starts.
            replace_start_time: f64,
            /// Style and sound, such as genre and voice; with `custom_mode` true.
            ///
            /// At most 200 characters.
            sound: String,
            /// The title; with `custom_mode` true.
            ///
            /// At most 80 characters.
            title: String,
            /// How far the voice may vary. The meaning is inferred from the name.
            ///
            /// From 0 to 1.
            vocal_variation: f64,
        }
    }
}

crate::generated::model::model! {
    /// A clip with other instruments, said in `sound`.
    pub struct RiffusionSwapMusicSound {
        mode {
            /// True when lyrics, title and sound are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The clip to start from, made or uploaded before.
            continue_clip_id: String,
        }
        optional {
            /// The lyrics; with `custom_mode` true.
            ///
            /// At most 3000 characters.
            lyrics: String => prose,
            /// Without vocals.
            make_instrumental: bool,
            /// The model that sings.
            mv: RiffusionModel,
            /// What the song is to be, in plain words; with `custom_mode` false.
            ///
            /// At most 200 characters.
            prompt: String => prose,
            /// Style and sound, such as genre and voice; with `custom_mode` true.
            ///
            /// At most 200 characters.
            sound: String,
            /// The title; with `custom_mode` true.
            ///
            /// At most 80 characters.
            title: String,
            /// How far the voice may vary. The meaning is inferred from the name.
            ///
            /// From 0 to 1.
            vocal_variation: f64,
        }
    }
}

crate::generated::model::model! {
    /// A clip with another voice, said in `sound`.
    pub struct RiffusionSwapMusicVocals {
        mode {
            /// True when lyrics, title and sound are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The clip to start from, made or uploaded before.
            continue_clip_id: String,
            /// The lyrics; with `custom_mode` true.
            ///
            /// At most 3000 characters.
            lyrics: String => prose,
        }
        optional {
            /// Without vocals.
            make_instrumental: bool,
            /// The model that sings.
            mv: RiffusionModel,
            /// What the song is to be, in plain words; with `custom_mode` false.
            ///
            /// At most 200 characters.
            prompt: String => prose,
            /// Style and sound, such as genre and voice; with `custom_mode` true.
            ///
            /// At most 200 characters.
            sound: String,
            /// The title; with `custom_mode` true.
            ///
            /// At most 80 characters.
            title: String,
            /// How far the voice may vary. The meaning is inferred from the name.
            ///
            /// From 0 to 1.
            vocal_variation: f64,
        }
    }
}

crate::generated::model::model! {
    /// An uploaded clip with other instruments, said in `sound`.
    pub struct RiffusionSwapUploadMusicSound {
        mode {
            /// True when lyrics, title and sound are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The clip to start from, made or uploaded before.
            continue_clip_id: String,
        }
        optional {
            /// The lyrics; with `custom_mode` true.
            ///
            /// At most 3000 characters.
            lyrics: String => prose,
            /// Without vocals.
            make_instrumental: bool,
            /// The model that sings.
            mv: RiffusionModel,
            /// What the song is to be, in plain words; with `custom_mode` false.
            ///
            /// At most 200 characters.
            prompt: String => prose,
            /// Style and sound, such as genre and voice; with `custom_mode` true.
            ///
            /// At most 200 characters.
            sound: String,
            /// The title; with `custom_mode` true.
            ///
            /// At most 80 characters.
            title: String,
            /// How far the voice may vary. The meaning is inferred from the name.
            ///
            /// From 0 to 1.
            vocal_variation: f64,
        }
    }
}

crate::generated::model::model! {
    /// An uploaded clip with another voice, said in `sound`.
    pub struct RiffusionSwapUploadMusicVocals {
        mode {
            /// True when lyrics, title and sound are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The clip to start from, made or uploaded before.
            continue_clip_id: String,
            /// The lyrics; with `custom_mode` true.
            ///
            /// At most 3000 characters.
            lyrics: String => prose,
        }
        optional {
            /// Without vocals.
            make_instrumental: bool,
            /// The model that sings.
            mv: RiffusionModel,
            /// What the song is to be, in plain words; with `custom_mode` false.
            ///
            /// At most 200 characters.
            prompt: String => prose,
            /// Style and sound, such as genre and voice; with `custom_mode` true.
            ///
            /// At most 200 characters.
            sound: String,
            /// The title; with `custom_mode` true.
            ///
            /// At most 80 characters.
            title: String,
            /// How far the voice may vary. The meaning is inferred from the name.
            ///
            /// From 0 to 1.
            vocal_variation: f64,
        }
    }
}

crate::generated::model::model! {
    /// A task's songs as they are now.
    #[non_exhaustive]
    pub struct RiffusionTask {
        required {
            /// The status once more, 200.
            code: i64,
            /// The songs; two when the task is finished.
            data: Vec<RiffusionClip>,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}
/// A task's songs, or word that there are none.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum RiffusionTaskAnswer {
    /// See [`RiffusionTask`].
    RiffusionTask(RiffusionTask),
    /// See [`TaskNotice`].
    TaskNotice(TaskNotice),
}

impl From<RiffusionTask> for RiffusionTaskAnswer {
    fn from(value: RiffusionTask) -> Self {
        Self::RiffusionTask(value)
    }
}

impl From<TaskNotice> for RiffusionTaskAnswer {
    fn from(value: TaskNotice) -> Self {
        Self::TaskNotice(value)
    }
}

crate::generated::model::model! {
    /// A recording.
    pub struct RiffusionUploadRequest {
        required {
            /// The public address of the recording.
            url: String,
        }
    }
}

crate::generated::model::model! {
    /// A recording that was brought in.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct RiffusionUploaded {
        optional {
            /// What the `*_upload_*` task types ask for.
            clip_id: String,
            /// The status once more, 200.
            code: i64,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}
/// A length in seconds. The service writes a number or a decimal string.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum Seconds {
    /// Written as a number.
    Number(f64),
    /// Written as text.
    String(String),
}

impl ::std::fmt::Display for Seconds {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match self {
            Self::Number(x) => x.fmt(f),
            Self::String(x) => x.fmt(f),
        }
    }
}

impl From<f64> for Seconds {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

crate::generated::model::model! {
    /// Instruments for an uploaded clip. A clip that the service made is not taken.
    pub struct SonicAddInstrumental {
        required {
            /// The clip to start from; for `concat_music` the extension.
            continue_clip_id: String,
            /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
            mv: SonicModel,
        }
        optional {
            /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
            ///
            /// From 0 to 1.
            audio_weight: f64,
            /// True when lyrics (`prompt`), title and tags are given; false when a description is.
            custom_mode: bool,
            /// Another name of `prompt`, which wins if both are there.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            lyrics: String => prose,
            /// Styles to keep out.
            ///
            /// At most 200 characters.
            negative_tags: String,
            /// The second at which the added part ends.
            overpainting_end_s: f64,
            /// The second at which the added part starts.
            overpainting_start_s: f64,
            /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            prompt: String => prose,
            /// How closely to follow the tags.
            ///
            /// From 0 to 1.
            style_weight: f64,
            /// Styles, as words separated by commas.
            ///
            /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
            tags: String,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.
            use_suno_cdn: bool,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual.
            ///
            /// From 0 to 1.
            weirdness_constraint: f64,
        }
    }
}

crate::generated::model::model! {
    /// A voice for an uploaded clip. A clip that the service made is not taken.
    pub struct SonicAddVocals {
        required {
            /// The clip to start from; for `concat_music` the extension.
            continue_clip_id: String,
            /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
            mv: SonicModel,
        }
        optional {
            /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
            ///
            /// From 0 to 1.
            audio_weight: f64,
            /// True when lyrics (`prompt`), title and tags are given; false when a description is.
            custom_mode: bool,
            /// Another name of `prompt`, which wins if both are there.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            lyrics: String => prose,
            /// Styles to keep out.
            ///
            /// At most 200 characters.
            negative_tags: String,
            /// The second at which the added part ends.
            overpainting_end_s: f64,
            /// The second at which the added part starts.
            overpainting_start_s: f64,
            /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            prompt: String => prose,
            /// How closely to follow the tags.
            ///
            /// From 0 to 1.
            style_weight: f64,
            /// Styles, as words separated by commas.
            ///
            /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
            tags: String,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.
            use_suno_cdn: bool,
            /// The voice, female or male; models from v4-5 on.
            vocal_gender: SonicVocalGender,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual.
            ///
            /// From 0 to 1.
            weirdness_constraint: f64,
        }
    }
}

crate::generated::model::model! {
    /// When each word of a clip is sung.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicAlignedLyrics {
        optional {
            /// The status once more, 200.
            code: i64,
            /// The words of a clip.
            data: SonicAlignment,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The clip whose words are to be timed.
    pub struct SonicAlignedLyricsRequest {
        required {
            /// The clip.
            clip_id: String,
        }
    }
}

crate::generated::model::model! {
    /// A word and its time.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicAlignedWord {
        optional {
            /// The second at which it ends.
            end_s: f64,
            /// How sure that is.
            p_align: f64,
            /// The second at which it starts.
            start_s: f64,
            /// Whether the word was found.
            success: bool,
            /// The word, with line ends and section marks; the first one can hold a whole heading, and a mark can be spread over several.
            word: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The words of a clip.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicAlignment {
        lists {
            /// The words in their order.
            alignment: SonicAlignedWord,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// A batch that was started.
    #[non_exhaustive]
    pub struct SonicBatch {
        required {
            /// What to ask for.
            batch_id: String,
        }
        optional {
            /// `success`.
            message: String,
            /// How many songs were started.
            submitted: i64,
        }
        lists {
            /// The tasks, each in a form that is not known.
            tasks: ::serde_json::Value,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}
/// A batch as it is now, in a shape that is not known.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct SonicBatchReport(
    /// Fields that the document doesn't know.
    pub ::serde_json::Map<String, ::serde_json::Value>,
);
impl ::std::ops::Deref for SonicBatchReport {
    type Target = ::serde_json::Map<String, ::serde_json::Value>;
    fn deref(&self) -> &::serde_json::Map<String, ::serde_json::Value> {
        &self.0
    }
}

impl From<SonicBatchReport> for ::serde_json::Map<String, ::serde_json::Value> {
    fn from(value: SonicBatchReport) -> Self {
        value.0
    }
}

impl From<::serde_json::Map<String, ::serde_json::Value>> for SonicBatchReport {
    fn from(value: ::serde_json::Map<String, ::serde_json::Value>) -> Self {
        Self(value)
    }
}

crate::generated::model::model! {
    /// The songs to start.
    pub struct SonicBatchRequest {
        required {
            /// The bodies of up to ten creates.
            ///
            /// At most 10 items.
            items: Vec<SonicCreate>,
        }
    }
}

crate::generated::model::model! {
    /// How fast a clip is.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicBpm {
        optional {
            /// The status once more, 200.
            code: i64,
            /// Beats a minute.
            data: SonicTempo,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The clip whose tempo is asked for.
    pub struct SonicBpmRequest {
        required {
            /// The clip.
            clip_id: String,
        }
    }
}

crate::generated::model::model! {
    /// One of the songs that a task makes. All but its id and state may be null.
    #[non_exhaustive]
    pub struct SonicClip {
        required {
            /// What extends, covers and stems ask for.
            clip_id: String,
            /// How far a clip is.
            state: SonicClipState,
        }
        optional {
            /// The song, MP3. While the clip is running this is a temporary stream, not the final file.
            audio_url: String,
            /// When the clip was begun.
            created_at: String,
            /// The length in seconds.
            duration: Seconds,
            /// The description it was made from.
            gpt_description_prompt: String => prose,
            /// The cover picture, JPEG.
            image_url: String,
            /// The lyrics as sung; of an instrumental a mark in brackets.
            lyrics: String => prose,
            /// The model that sang, perhaps in another spelling than it was asked for.
            mv: String,
            /// The styles that were kept out.
            negative_tags: String,
            /// As it was asked for.
            style_weight: f64,
            /// The styles.
            tags: String,
            /// The title. A song from a description may have another than it was asked for.
            title: String,
            /// A video, MP4. Null in 2026.
            video_url: String,
            /// As it was asked for.
            weirdness_constraint: f64,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// An extension joined with the clip it extends, as one full song.
    pub struct SonicConcatMusic {
        required {
            /// The clip to start from; for `concat_music` the extension.
            continue_clip_id: String,
        }
        optional {
            /// Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.
            use_suno_cdn: bool,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
        }
    }
}

crate::generated::model::model! {
    /// A cover of a clip that the service made, in another style.
    pub struct SonicCoverMusic {
        required {
            /// The clip to start from; for `concat_music` the extension.
            continue_clip_id: String,
            /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
            mv: SonicModel,
        }
        optional {
            /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
            ///
            /// From 0 to 1.
            audio_weight: f64,
            /// True when lyrics (`prompt`), title and tags are given; false when a description is.
            custom_mode: bool,
            /// The wished length in seconds. Only for create, extend, cover, persona and uploads.
            ///
            /// From 10 to 360.
            duration: i64,
            /// What the song is to be, in plain words.
            ///
            /// At most 400 characters.
            gpt_description_prompt: String => prose,
            /// Another name of `prompt`, which wins if both are there.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            lyrics: String => prose,
            /// Without vocals. False when absent.
            make_instrumental: bool,
            /// Styles to keep out.
            ///
            /// At most 200 characters.
            negative_tags: String,
            /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            prompt: String => prose,
            /// How closely to follow the tags.
            ///
            /// From 0 to 1.
            style_weight: f64,
            /// Styles, as words separated by commas.
            ///
            /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
            tags: String,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.
            use_suno_cdn: bool,
            /// The voice, female or male; models from v4-5 on.
            vocal_gender: SonicVocalGender,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual.
            ///
            /// From 0 to 1.
            weirdness_constraint: f64,
        }
    }
}

crate::generated::model::model! {
    /// A cover of a clip that was uploaded, in another style.
    pub struct SonicCoverUploadMusic {
        mode {
            /// True when lyrics (`prompt`), title and tags are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The clip to start from; for `concat_music` the extension.
            continue_clip_id: String,
            /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
            mv: SonicModel,
        }
        optional {
            /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
            ///
            /// From 0 to 1.
            audio_weight: f64,
            /// The second at which to continue.
            ///
            /// At least 0.
            continue_at: f64,
            /// The wished length in seconds. Only for create, extend, cover, persona and uploads.
            ///
            /// From 10 to 360.
            duration: i64,
            /// What the song is to be, in plain words.
            ///
            /// At most 400 characters.
            gpt_description_prompt: String => prose,
            /// Another name of `prompt`, which wins if both are there.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            lyrics: String => prose,
            /// Without vocals. False when absent.
            make_instrumental: bool,
            /// Styles to keep out.
            ///
            /// At most 200 characters.
            negative_tags: String,
            /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            prompt: String => prose,
            /// How closely to follow the tags.
            ///
            /// From 0 to 1.
            style_weight: f64,
            /// Styles, as words separated by commas.
            ///
            /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
            tags: String,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.
            use_suno_cdn: bool,
            /// The voice, female or male; models from v4-5 on.
            vocal_gender: SonicVocalGender,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual.
            ///
            /// From 0 to 1.
            weirdness_constraint: f64,
        }
    }
}
/// What kind of song to make, and from what.
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(tag = "task_type")]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum SonicCreate {
    #[serde(rename = "create_music")]
    /// `create_music`: see [`SonicCreateMusic`].
    CreateMusic(SonicCreateMusic),
    #[serde(rename = "extend_music")]
    /// `extend_music`: see [`SonicExtendMusic`].
    ExtendMusic(SonicExtendMusic),
    #[serde(rename = "concat_music")]
    /// `concat_music`: see [`SonicConcatMusic`].
    ConcatMusic(SonicConcatMusic),
    #[serde(rename = "cover_music")]
    /// `cover_music`: see [`SonicCoverMusic`].
    CoverMusic(SonicCoverMusic),
    #[serde(rename = "persona_music")]
    /// `persona_music`: see [`SonicPersonaMusic`].
    PersonaMusic(SonicPersonaMusic),
    #[serde(rename = "extend_upload_music")]
    /// `extend_upload_music`: see [`SonicExtendUploadMusic`].
    ExtendUploadMusic(SonicExtendUploadMusic),
    #[serde(rename = "cover_upload_music")]
    /// `cover_upload_music`: see [`SonicCoverUploadMusic`].
    CoverUploadMusic(SonicCoverUploadMusic),
    #[serde(rename = "remaster")]
    /// `remaster`: see [`SonicRemaster`].
    Remaster(SonicRemaster),
    #[serde(rename = "add_instrumental")]
    /// `add_instrumental`: see [`SonicAddInstrumental`].
    AddInstrumental(SonicAddInstrumental),
    #[serde(rename = "add_vocals")]
    /// `add_vocals`: see [`SonicAddVocals`].
    AddVocals(SonicAddVocals),
}

impl From<SonicCreateMusic> for SonicCreate {
    fn from(value: SonicCreateMusic) -> Self {
        Self::CreateMusic(value)
    }
}

impl From<SonicExtendMusic> for SonicCreate {
    fn from(value: SonicExtendMusic) -> Self {
        Self::ExtendMusic(value)
    }
}

impl From<SonicConcatMusic> for SonicCreate {
    fn from(value: SonicConcatMusic) -> Self {
        Self::ConcatMusic(value)
    }
}

impl From<SonicCoverMusic> for SonicCreate {
    fn from(value: SonicCoverMusic) -> Self {
        Self::CoverMusic(value)
    }
}

impl From<SonicPersonaMusic> for SonicCreate {
    fn from(value: SonicPersonaMusic) -> Self {
        Self::PersonaMusic(value)
    }
}

impl From<SonicExtendUploadMusic> for SonicCreate {
    fn from(value: SonicExtendUploadMusic) -> Self {
        Self::ExtendUploadMusic(value)
    }
}

impl From<SonicCoverUploadMusic> for SonicCreate {
    fn from(value: SonicCoverUploadMusic) -> Self {
        Self::CoverUploadMusic(value)
    }
}

impl From<SonicRemaster> for SonicCreate {
    fn from(value: SonicRemaster) -> Self {
        Self::Remaster(value)
    }
}

impl From<SonicAddInstrumental> for SonicCreate {
    fn from(value: SonicAddInstrumental) -> Self {
        Self::AddInstrumental(value)
    }
}

impl From<SonicAddVocals> for SonicCreate {
    fn from(value: SonicAddVocals) -> Self {
        Self::AddVocals(value)
    }
}

crate::generated::model::model! {
    /// A song from lyrics (`custom_mode` true, `prompt`) or from a description (`custom_mode` false, `gpt_description_prompt`).
    pub struct SonicCreateMusic {
        mode {
            /// True when lyrics (`prompt`), title and tags are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
            mv: SonicModel,
        }
        optional {
            /// Generate the lyrics from `prompt`; needs `custom_mode`.
            auto_lyrics: bool,
            /// The wished length in seconds. Only for create, extend, cover, persona and uploads.
            ///
            /// From 10 to 360.
            duration: i64,
            /// What the song is to be, in plain words.
            ///
            /// At most 400 characters.
            gpt_description_prompt: String => prose,
            /// Another name of `prompt`, which wins if both are there.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            lyrics: String => prose,
            /// Without vocals. False when absent.
            make_instrumental: bool,
            /// Styles to keep out.
            ///
            /// At most 200 characters.
            negative_tags: String,
            /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            prompt: String => prose,
            /// How closely to follow the tags.
            ///
            /// From 0 to 1.
            style_weight: f64,
            /// Styles, as words separated by commas.
            ///
            /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
            tags: String,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.
            use_suno_cdn: bool,
            /// The voice, female or male; models from v4-5 on.
            vocal_gender: SonicVocalGender,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual.
            ///
            /// From 0 to 1.
            weirdness_constraint: f64,
        }
    }
}

crate::generated::model::model! {
    /// The files of a clip.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicDownload {
        optional {
            /// The files.
            data: SonicFiles,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The clip, and the formats wished for.
    pub struct SonicDownloadRequest {
        required {
            /// The clip.
            clip_id: String,
        }
        lists {
            /// The formats.
            formats: SonicFormat,
        }
    }
}

crate::generated::model::model! {
    /// More of a clip that the service made. The result is the new part alone; `concat_music` joins the two.
    pub struct SonicExtendMusic {
        required {
            /// The clip to start from; for `concat_music` the extension.
            continue_clip_id: String,
            /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
            mv: SonicModel,
        }
        optional {
            /// The second at which to continue.
            ///
            /// At least 0.
            continue_at: f64,
            /// True when lyrics (`prompt`), title and tags are given; false when a description is.
            custom_mode: bool,
            /// The wished length in seconds. Only for create, extend, cover, persona and uploads.
            ///
            /// From 10 to 360.
            duration: i64,
            /// What the song is to be, in plain words.
            ///
            /// At most 400 characters.
            gpt_description_prompt: String => prose,
            /// Another name of `prompt`, which wins if both are there.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            lyrics: String => prose,
            /// Without vocals. False when absent.
            make_instrumental: bool,
            /// Styles to keep out.
            ///
            /// At most 200 characters.
            negative_tags: String,
            /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            prompt: String => prose,
            /// How closely to follow the tags.
            ///
            /// From 0 to 1.
            style_weight: f64,
            /// Styles, as words separated by commas.
            ///
            /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
            tags: String,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.
            use_suno_cdn: bool,
            /// The voice, female or male; models from v4-5 on.
            vocal_gender: SonicVocalGender,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual.
            ///
            /// From 0 to 1.
            weirdness_constraint: f64,
        }
    }
}

crate::generated::model::model! {
    /// More of a clip that was uploaded. Starting at second 0.1 is recommended.
    pub struct SonicExtendUploadMusic {
        mode {
            /// True when lyrics (`prompt`), title and tags are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The second at which to continue.
            ///
            /// At least 0.
            continue_at: f64,
            /// The clip to start from; for `concat_music` the extension.
            continue_clip_id: String,
            /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
            mv: SonicModel,
        }
        optional {
            /// The wished length in seconds. Only for create, extend, cover, persona and uploads.
            ///
            /// From 10 to 360.
            duration: i64,
            /// What the song is to be, in plain words.
            ///
            /// At most 400 characters.
            gpt_description_prompt: String => prose,
            /// Another name of `prompt`, which wins if both are there.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            lyrics: String => prose,
            /// Without vocals. False when absent.
            make_instrumental: bool,
            /// Styles to keep out.
            ///
            /// At most 200 characters.
            negative_tags: String,
            /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            prompt: String => prose,
            /// How closely to follow the tags.
            ///
            /// From 0 to 1.
            style_weight: f64,
            /// Styles, as words separated by commas.
            ///
            /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
            tags: String,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.
            use_suno_cdn: bool,
            /// The voice, female or male; models from v4-5 on.
            vocal_gender: SonicVocalGender,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual.
            ///
            /// From 0 to 1.
            weirdness_constraint: f64,
        }
    }
}

crate::generated::model::model! {
    /// A file.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicFile {
        optional {
            /// Its address, under another name.
            file_url: String,
            /// The format of a file.
            format: SonicFormat,
            /// Its address.
            url: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The files.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicFiles {
        lists {
            /// One for each format.
            files: SonicFile,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The style.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicFullerTags {
        optional {
            /// To be used as tags.
            upsampled_tags: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// An instrument and its notes.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicInstrument {
        optional {
            /// The instrument.
            name: String,
        }
        lists {
            /// What it plays.
            notes: SonicNote,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The new part, and the whole song.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicJoin {
        optional {
            /// The extension.
            extended: SonicClip,
            /// The whole song; null until it is joined.
            full: SonicClip,
            /// The section that was made anew.
            replaced: SonicClip,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// A task with `auto_concat`, as it is now.
    #[non_exhaustive]
    pub struct SonicJoinTask {
        required {
            /// The pairs.
            ///
            /// At least 1 items.
            data: Vec<SonicJoin>,
        }
        optional {
            /// The status once more, 200.
            code: i64,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// Lyrics that were written.
    #[non_exhaustive]
    pub struct SonicLyrics {
        required {
            /// The versions.
            results: Vec<SonicLyricsVersion>,
        }
        optional {
            /// The status once more, 200.
            code: i64,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// What the lyrics are to be about.
    pub struct SonicLyricsRequest {
        required {
            /// What the lyrics are to be about, in plain words.
            ///
            /// At most 119 characters.
            description: String => prose,
        }
    }
}

crate::generated::model::model! {
    /// A version of the lyrics.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicLyricsVersion {
        optional {
            /// The lyrics.
            lyrics: String => prose,
            /// The title.
            title: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The two clips, and the song to make of them.
    pub struct SonicMashupRequest {
        mode {
            /// True when lyrics (`prompt`), title and tags are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The two clips.
            ///
            /// Exactly 2 items.
            mashup_clip_ids: Vec<String>,
            /// The model that sings, for a mashup or a sample.
            mv: SonicSampleModel,
        }
        optional {
            /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
            ///
            /// From 0 to 1.
            audio_weight: f64,
            /// Generate the lyrics from `prompt`; needs `custom_mode`.
            auto_lyrics: bool,
            /// What the song is to be, in plain words.
            ///
            /// At most 400 characters.
            gpt_description_prompt: String => prose,
            /// Without vocals. False when absent.
            make_instrumental: bool,
            /// Styles to keep out.
            negative_tags: String,
            /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            prompt: String => prose,
            /// How closely to follow the tags.
            ///
            /// From 0 to 1.
            style_weight: f64,
            /// Styles, as words separated by commas.
            ///
            /// At most 200 characters.
            tags: String,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// The voice, female or male; models from v4-5 on.
            vocal_gender: SonicVocalGender,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual.
            ///
            /// From 0 to 1.
            weirdness_constraint: f64,
        }
    }
}

crate::generated::model::model! {
    /// The notes of a clip.
    #[non_exhaustive]
    pub struct SonicMidi {
        required {
            /// The notes as a file and as a list.
            data: SonicNotes,
        }
        optional {
            /// The status once more, 200.
            code: i64,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}
/// The notes, or word that they are not ready.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum SonicMidiAnswer {
    /// See [`SonicMidi`].
    SonicMidi(SonicMidi),
    /// See [`TaskNotice`].
    TaskNotice(TaskNotice),
}

impl From<SonicMidi> for SonicMidiAnswer {
    fn from(value: SonicMidi) -> Self {
        Self::SonicMidi(value)
    }
}

impl From<TaskNotice> for SonicMidiAnswer {
    fn from(value: TaskNotice) -> Self {
        Self::TaskNotice(value)
    }
}

crate::generated::model::model! {
    /// The song or stem whose notes are asked for.
    pub struct SonicMidiRequest {
        required {
            /// The clip.
            clip_id: String,
        }
    }
}

crate::generated::model::model! {
    /// A note.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicNote {
        optional {
            /// The second at which it ends.
            end: f64,
            /// The number of the note in MIDI; 60 is middle C.
            pitch: f64,
            /// The second at which it starts.
            start: f64,
            /// How hard it is struck, from 0 to 1.
            velocity: f64,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The notes as a file and as a list.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicNotes {
        optional {
            /// The address of the MIDI file.
            midi_url: String,
        }
        lists {
            /// Who plays what.
            instruments: SonicInstrument,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// A singer that was made.
    #[non_exhaustive]
    pub struct SonicPersona {
        required {
            /// What `persona_music` asks for. It is worth money, so store it.
            persona_id: String,
        }
        optional {
            /// The status once more, 200.
            code: i64,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// A song by a persona, a singer derived from a clip before.
    pub struct SonicPersonaMusic {
        mode {
            /// True when lyrics (`prompt`), title and tags are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
            mv: SonicModel,
            /// Persona id, from creating a persona.
            persona_id: String,
        }
        optional {
            /// The wished length in seconds. Only for create, extend, cover, persona and uploads.
            ///
            /// From 10 to 360.
            duration: i64,
            /// What the song is to be, in plain words.
            ///
            /// At most 400 characters.
            gpt_description_prompt: String => prose,
            /// Another name of `prompt`, which wins if both are there.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            lyrics: String => prose,
            /// Without vocals. False when absent.
            make_instrumental: bool,
            /// Styles to keep out.
            ///
            /// At most 200 characters.
            negative_tags: String,
            /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            prompt: String => prose,
            /// How closely to follow the tags.
            ///
            /// From 0 to 1.
            style_weight: f64,
            /// Styles, as words separated by commas.
            ///
            /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
            tags: String,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.
            use_suno_cdn: bool,
            /// The voice, female or male; models from v4-5 on.
            vocal_gender: SonicVocalGender,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual.
            ///
            /// From 0 to 1.
            weirdness_constraint: f64,
        }
    }
}

crate::generated::model::model! {
    /// A singer's name, and the clip it is derived from: `continue_clip_id` with `description` in the older form, `clip_id` with `describe` in the newer one.
    pub struct SonicPersonaRequest {
        required {
            /// The singer's name.
            ///
            /// At most 79 characters.
            name: String,
        }
        optional {
            /// The clip to derive it from, in the newer form.
            clip_id: String,
            /// The clip to derive it from, in the older form.
            continue_clip_id: String,
            /// The style, in the newer form.
            describe: String => prose,
            /// The style, in the older form. It was marked required, but the error text doesn't name it.
            ///
            /// At most 200 characters.
            description: String => prose,
            /// Styles, as words separated by commas.
            ///
            /// At most 2000 characters.
            styles: String,
            /// The second at which the voice ends.
            vocal_end_s: f64,
            /// The second at which the voice starts.
            vocal_start_s: f64,
            /// A voice that was taken out of the clip before.
            vox_audio_id: String,
        }
    }
}

crate::generated::model::model! {
    /// A clip in another quality. It should not be older than 24 hours.
    pub struct SonicRemaster {
        required {
            /// The clip to start from; for `concat_music` the extension.
            continue_clip_id: String,
            /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
            mv: SonicModel,
        }
        optional {
            /// Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.
            use_suno_cdn: bool,
            /// How far a remaster may stray; with sonic-v5.
            variation_category: SonicVariationCategory,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
        }
    }
}

crate::generated::model::model! {
    /// The section of a clip, and what to put there.
    pub struct SonicReplaceSectionRequest {
        required {
            /// The clip.
            clip_id: String,
            /// The second at which the section ends, after its start.
            ///
            /// Greater than `infill_start_s`.
            infill_end_s: f64,
            /// The second at which the section starts.
            ///
            /// At least 0.
            infill_start_s: f64,
            /// The model that sings, for a section that is replaced.
            mv: SonicSectionModel,
        }
        optional {
            /// Joins the new part with the rest. The task has pairs then, instead of clips.
            auto_concat: bool,
            /// The lyrics of the section.
            ///
            /// At most 3000 characters.
            infill_lyrics: String => prose,
            /// Styles to keep out.
            ///
            /// At most 200 characters.
            negative_tags: String,
            /// The lyrics around the section.
            ///
            /// At most 5000 characters.
            prompt: String => prose,
            /// How closely to follow the tags.
            ///
            /// From 0 to 1.
            style_weight: f64,
            /// Styles, as words separated by commas.
            ///
            /// At most 1000 characters.
            tags: String,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// The voice, female or male; models from v4-5 on.
            vocal_gender: SonicVocalGender,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual.
            ///
            /// From 0 to 1.
            weirdness_constraint: f64,
        }
    }
}

crate::generated::model::model! {
    /// The piece of a recording or a clip, and the song to build on it.
    pub struct SonicSampleRequest {
        mode {
            /// True when lyrics (`prompt`), title and tags are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The second at which the piece ends.
            chop_sample_end_s: f64,
            /// The second at which the piece starts.
            ///
            /// At least 0.
            chop_sample_start_s: f64,
            /// Without vocals. False when absent.
            make_instrumental: bool,
            /// The model that sings, for a mashup or a sample.
            mv: SonicSampleModel,
        }
        optional {
            /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
            ///
            /// From 0 to 1.
            audio_weight: f64,
            /// Generate the lyrics from `prompt`; needs `custom_mode`.
            auto_lyrics: bool,
            /// What the song is to be, in plain words.
            ///
            /// At most 400 characters.
            gpt_description_prompt: String => prose,
            /// Styles to keep out.
            negative_tags: String,
            /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            prompt: String => prose,
            /// The clip that the piece is taken from.
            sample_clip_id: String,
            /// How closely to follow the tags.
            ///
            /// From 0 to 1.
            style_weight: f64,
            /// Styles, as words separated by commas.
            ///
            /// At most 200 characters.
            tags: String,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// The public address of the recording.
            url: String,
            /// The voice, female or male; models from v4-5 on.
            vocal_gender: SonicVocalGender,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual.
            ///
            /// From 0 to 1.
            weirdness_constraint: f64,
        }
    }
}

crate::generated::model::model! {
    /// The clip to split.
    pub struct SonicStemsRequest {
        required {
            /// The clip.
            clip_id: String,
        }
    }
}

crate::generated::model::model! {
    /// A step.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicStep {
        optional {
            /// The uploaded clip.
            clip_id: String,
            /// Why it failed.
            error: String,
            /// Whether it went well.
            success: bool,
            /// The task it started.
            task_id: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The two steps.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicSteps {
        optional {
            /// A step.
            cover: SonicStep,
            /// A step.
            extend: SonicStep,
            /// A step.
            sample: SonicStep,
            /// A step.
            upload: SonicStep,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// A task that was started in two steps, or the step that failed.
    #[non_exhaustive]
    pub struct SonicStepsCreated {
        required {
            /// `success` when all went well; what it is otherwise is not known.
            message: String,
        }
        optional {
            /// The status once more.
            code: i64,
            /// The step that failed.
            failed_step: SonicStepName,
            /// The two steps.
            steps: SonicSteps,
            /// What to ask for. It is worth money, so store it before anything else. Absent when a step failed.
            task_id: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// A task's clips as they are now.
    #[non_exhaustive]
    pub struct SonicTask {
        required {
            /// The status once more, 200.
            code: i64,
            /// The clips, each with a state of its own.
            data: Vec<SonicClip>,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}
/// A task's clips, or word that there are none.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub enum SonicTaskAnswer {
    /// See [`SonicTask`].
    SonicTask(SonicTask),
    /// See [`SonicJoinTask`].
    SonicJoinTask(SonicJoinTask),
    /// See [`SonicVoiceTask`].
    SonicVoiceTask(SonicVoiceTask),
    /// See [`TaskNotice`].
    TaskNotice(TaskNotice),
}

impl From<SonicTask> for SonicTaskAnswer {
    fn from(value: SonicTask) -> Self {
        Self::SonicTask(value)
    }
}

impl From<SonicJoinTask> for SonicTaskAnswer {
    fn from(value: SonicJoinTask) -> Self {
        Self::SonicJoinTask(value)
    }
}

impl From<SonicVoiceTask> for SonicTaskAnswer {
    fn from(value: SonicVoiceTask) -> Self {
        Self::SonicVoiceTask(value)
    }
}

impl From<TaskNotice> for SonicTaskAnswer {
    fn from(value: TaskNotice) -> Self {
        Self::TaskNotice(value)
    }
}

crate::generated::model::model! {
    /// Beats a minute.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicTempo {
        optional {
            /// On the average.
            avg_bpm: f64,
            /// At the fastest.
            max_bpm: f64,
            /// At the slowest.
            min_bpm: f64,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// A recording, and how to sing it anew.
    pub struct SonicUploadCoverRequest {
        mode {
            /// True when lyrics (`prompt`), title and tags are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
            mv: SonicModel,
            /// The public address of the recording.
            url: String,
        }
        optional {
            /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
            ///
            /// From 0 to 1.
            audio_weight: f64,
            /// Joins the new part with the rest. The task has pairs then, instead of clips.
            auto_concat: bool,
            /// The wished length in seconds. Only for create, extend, cover, persona and uploads.
            ///
            /// From 10 to 360.
            duration: i64,
            /// What the song is to be, in plain words.
            ///
            /// At most 400 characters.
            gpt_description_prompt: String => prose,
            /// Without vocals. False when absent.
            make_instrumental: bool,
            /// Styles to keep out.
            negative_tags: String,
            /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            prompt: String => prose,
            /// How closely to follow the tags.
            ///
            /// From 0 to 1.
            style_weight: f64,
            /// Styles, as words separated by commas.
            ///
            /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
            tags: String,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// The voice, female or male; models from v4-5 on.
            vocal_gender: SonicVocalGender,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual.
            ///
            /// From 0 to 1.
            weirdness_constraint: f64,
        }
    }
}

crate::generated::model::model! {
    /// A recording, and how to go on with it.
    pub struct SonicUploadExtendRequest {
        mode {
            /// True when lyrics (`prompt`), title and tags are given; false when a description is.
            custom_mode: with_custom_mode, without_custom_mode,
        }
        required {
            /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
            mv: SonicModel,
            /// The public address of the recording.
            url: String,
        }
        optional {
            /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
            ///
            /// From 0 to 1.
            audio_weight: f64,
            /// Joins the new part with the rest. The task has pairs then, instead of clips.
            auto_concat: bool,
            /// The second at which to continue.
            ///
            /// At least 0.
            continue_at: f64,
            /// The wished length in seconds. Only for create, extend, cover, persona and uploads.
            ///
            /// From 10 to 360.
            duration: i64,
            /// What the song is to be, in plain words.
            ///
            /// At most 400 characters.
            gpt_description_prompt: String => prose,
            /// Without vocals. False when absent.
            make_instrumental: bool,
            /// Styles to keep out.
            negative_tags: String,
            /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
            ///
            /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
            prompt: String => prose,
            /// How closely to follow the tags.
            ///
            /// From 0 to 1.
            style_weight: f64,
            /// Styles, as words separated by commas.
            ///
            /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
            tags: String,
            /// The title.
            ///
            /// At most 80 characters.
            title: String,
            /// The voice, female or male; models from v4-5 on.
            vocal_gender: SonicVocalGender,
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
            /// How far to stray from the usual.
            ///
            /// From 0 to 1.
            weirdness_constraint: f64,
        }
    }
}

crate::generated::model::model! {
    /// A recording, and whether to wait for it.
    pub struct SonicUploadRequest {
        required {
            /// The public address of the recording.
            url: String,
        }
        optional {
            /// Where word is sent when the recording is there; the answer is a task id then. What is sent is not known.
            callback_url: String,
        }
    }
}

crate::generated::model::model! {
    /// A recording that was brought in, or the task that does it.
    #[non_exhaustive]
    pub struct SonicUploaded {
        required {
            /// `success`.
            message: String,
        }
        optional {
            /// What extensions and covers of uploaded clips ask for.
            clip_id: String,
            /// The status once more, 200.
            code: i64,
            /// The task, when `callback_url` was given.
            task_id: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The style to elaborate.
    pub struct SonicUpsampleTagsRequest {
        required {
            /// Styles, as words separated by commas. Its limit is not known.
            tags: String,
        }
    }
}

crate::generated::model::model! {
    /// A style in more words.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicUpsampledTags {
        optional {
            /// The status once more, 200.
            code: i64,
            /// The style.
            data: SonicFullerTags,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// A singer made from a recording.
    #[non_exhaustive]
    pub struct SonicVoice {
        required {
            /// What `persona_music` asks for.
            persona_id: String,
        }
        optional {
            /// Its name.
            name: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The recording to make a singer from.
    pub struct SonicVoiceRequest {
        required {
            /// The public address of the recording.
            audio_url: String,
        }
        optional {
            /// Secret that signs the events. If absent, the service uses its own.
            webhook_secret: String => secret,
            /// HTTPS address that receives the task's events.
            ///
            /// At most 1024 characters.
            webhook_url: String,
        }
    }
}

crate::generated::model::model! {
    /// A task that has made a voice.
    #[non_exhaustive]
    pub struct SonicVoiceTask {
        required {
            /// A singer made from a recording.
            data: SonicVoice,
        }
        optional {
            /// The status once more, 200.
            code: i64,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// A voice that was taken out of a clip.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicVox {
        optional {
            /// The status once more, 200.
            code: i64,
            /// The voice.
            data: SonicVoxAudio,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The voice.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicVoxAudio {
        optional {
            /// The clip it was taken from.
            source_clip_id: String,
            /// How far it is. `ready` is the only word that is known.
            status: String,
            /// The second at which it ends.
            vocal_end_s: f64,
            /// The second at which it starts.
            vocal_start_s: f64,
            /// What creating a persona asks for.
            vox_audio_id: String,
            /// Something of a form that is not known.
            wave_response: ::serde_json::Value,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The clip whose voice is taken out, and which part of it.
    pub struct SonicVoxRequest {
        required {
            /// The clip.
            clip_id: String,
        }
        optional {
            /// The second at which the voice ends.
            vocal_end_s: f64,
            /// The second at which the voice starts.
            vocal_start_s: f64,
        }
    }
}

crate::generated::model::model! {
    /// A clip as WAV.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicWav {
        optional {
            /// The file.
            data: SonicWavFile,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The file.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicWavFile {
        optional {
            /// Its address.
            wav_url: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The clip to have as WAV.
    pub struct SonicWavRequest {
        required {
            /// The clip.
            clip_id: String,
        }
    }
}

crate::generated::model::model! {
    /// Word of a sonic task.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SonicWebhook {
        optional {
            /// The status, 200.
            code: i64,
            /// The clips.
            data: Vec<SonicClip>,
            /// What happened.
            event: WebhookEvent,
            /// `success`.
            message: String,
            /// The family of the task.
            platform: WebhookPlatform,
            /// The task.
            task_id: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// Whether to make new music or to extend a song.
    #[non_exhaustive]
    pub struct StudioConfig {
        required {
            /// `regular` makes new music, `precede` extends the start of a song, `continuation` its end.
            mode: StudioMode,
        }
        optional {
            /// The song to extend. Further fields are not known.
            source: StudioSource,
        }
    }
}

crate::generated::model::model! {
    /// The song to make, or the one to extend and how.
    pub struct StudioCreate {
        required {
            /// Named by the pages; its meaning beyond the name is not known.
            clarity_strength: f64,
            /// Whether to make new music or to extend a song.
            config: StudioConfig,
            /// Named by the pages; its meaning beyond the name is not known.
            generation_quality: f64,
            /// Named by the pages; its meaning beyond the name is not known.
            lyrics_strength: f64,
            /// Where the lyrics come from: `user` gives them, `generate` has them written, `instrumental` has none.
            lyrics_type: StudioLyricsType,
            /// The model, which sets the length, 130 or 32 seconds.
            model_type: StudioModel,
            /// Keywords or a description: styles with one's own lyrics, the whole song when the lyrics are written by the service.
            prompt: String => prose,
            /// How strongly the prompt steers; a high value follows it more closely, and can sound less natural.
            prompt_strength: f64,
        }
        optional {
            /// Takes the prompt as it is. The meaning is inferred from the name.
            bypass_prompt_optimization: bool,
            /// Named by the pages; its form and meaning are not known.
            context_length: ::serde_json::Value,
            /// The lyrics; with `lyrics_type` `user`.
            ///
            /// At most 1000 characters.
            lyrics: String => prose,
            /// Where the lyrics end, as a fraction.
            lyrics_placement_end: f64,
            /// Where the lyrics start, as a fraction: 0.08 is the start, 0.5 the middle, 0.9 the end.
            lyrics_placement_start: f64,
            /// Keywords to avoid.
            negative_prompt: String => prose,
            /// Where chance starts from; -1 in all examples. The meaning is inferred from the name.
            seed: f64,
            /// Where in the whole song the music ends: 0 is the start, 0.5 the middle, 1 the end.
            ///
            /// From 0 to 1.
            song_section_end: f64,
            /// Where in the whole song the music starts: 0 is the start, 0.5 the middle, 1 the end.
            ///
            /// From 0 to 1.
            song_section_start: f64,
        }
    }
}

crate::generated::model::model! {
    /// A task that was accepted and paid for.
    #[non_exhaustive]
    pub struct StudioCreated {
        required {
            /// The task id, what to ask for. It is worth money, so store it before anything else.
            data: String,
        }
        optional {
            /// `success`.
            code: String,
            /// Empty.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// A song.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct StudioSong {
        optional {
            /// Who made it.
            artist: String,
            /// When the song was begun. The form is not known.
            created_at: ::serde_json::Value,
            /// The length in seconds.
            duration: Seconds,
            /// Whether the song is finished. The form is not known.
            finished: ::serde_json::Value,
            /// What an extension asks for.
            id: String,
            /// The address of the cover picture.
            image_path: String,
            /// Whether it was liked.
            liked: bool,
            /// How often it was liked.
            likes: f64,
            /// The lyrics.
            lyrics: String => prose,
            /// How often it was heard.
            plays: f64,
            /// What was asked for.
            prompt: String => prose,
            /// The address of the audio.
            song_path: String,
            /// The styles.
            tags: Vec<String>,
            /// The title.
            title: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The songs of a task.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct StudioSongs {
        lists {
            /// The songs; two for a call, by the credits guide.
            songs: StudioSong,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The song to extend. Further fields are not known.
    #[non_exhaustive]
    pub struct StudioSource {
        required {
            /// Its id.
            song_id: String,
        }
    }
}

crate::generated::model::model! {
    /// A task as it is now.
    #[non_exhaustive]
    pub struct StudioTask {
        required {
            /// How far a task is, and its songs.
            data: StudioTaskState,
        }
        optional {
            /// `success`.
            code: String,
            /// Empty in the example.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// How far a task is, and its songs.
    #[non_exhaustive]
    pub struct StudioTaskState {
        required {
            /// How far a task is. The word for failure is not known.
            status: StudioStatus,
        }
        optional {
            /// `studio-generate`.
            action: String,
            /// The songs of a task.
            data: StudioSongs,
            /// Why it failed; empty in the example.
            fail_reason: String,
            /// When it was finished, in seconds since 1970.
            finish_time: i64,
            /// Empty in the example.
            notify_hook: String,
            /// How much is done, as a text such as `100%`.
            progress: String,
            /// When it was begun, in seconds since 1970.
            start_time: i64,
            /// When it was accepted, in seconds since 1970.
            submit_time: i64,
            /// The task.
            task_id: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The lyrics of a task.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SunoLyrics {
        optional {
            /// The status once more.
            code: i64,
            /// Lyrics, and what they were made from.
            data: SunoLyricsText,
            /// A text.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// What the lyrics are to be about.
    pub struct SunoLyricsRequest {
        required {
            /// What the lyrics are to be about, in plain words.
            ///
            /// At most 119 characters.
            prompt: String => prose,
        }
    }
}

crate::generated::model::model! {
    /// A task that writes lyrics.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SunoLyricsStarted {
        optional {
            /// The status once more, 200.
            code: i64,
            /// The task.
            data: SunoLyricsTask,
            /// `success`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The task.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SunoLyricsTask {
        optional {
            /// What to ask for.
            task_id: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// Lyrics, and what they were made from.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SunoLyricsText {
        optional {
            /// What was asked for.
            input: String,
            /// More about them, in a form that is not known.
            metadata: ::serde_json::Value,
            /// How far it is; `complete` when the lyrics are there. No other word is known.
            status: String,
            /// The task.
            task_id: String,
            /// The lyrics.
            text: String,
            /// The title.
            title: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// What the page of a shared song shows.
    #[non_exhaustive]
    #[derive(Default)]
    pub struct SunoSong {
        optional {
            /// The address of the song.
            audio_url: String,
            /// The address of the cover picture.
            cover_image: String,
            /// The styles.
            music_styles: String,
            /// Who made it.
            song_author: String,
            /// The title.
            song_title: String,
            /// The address of a video.
            video_url: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// The shared song.
    pub struct SunoSongRequest {
        required {
            /// The link that somebody shares.
            share_link: String,
        }
    }
}

crate::generated::model::model! {
    /// A task that was accepted and paid for.
    #[non_exhaustive]
    pub struct TaskCreated {
        required {
            /// `success`.
            message: String,
            /// What to ask for. It is worth money, so store it before anything else.
            task_id: String,
        }
        optional {
            /// The status once more. In the page's schema of 2026; answers were seen without it.
            code: i64,
            /// Something that the service wants to be known.
            warning: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}

crate::generated::model::model! {
    /// Word of a task that has no clips to show.
    #[non_exhaustive]
    pub struct TaskNotice {
        required {
            /// What became of the task. All but `not_ready` are final, and the credits are given back.
            type_ as "type": TaskNoticeType,
        }
        optional {
            /// Whether the credits were given back.
            already_refunded: bool,
            /// The status once more.
            code: ErrorCode,
            /// The text.
            error: String,
            /// The text, where there is no `error`.
            message: String,
        }
        rest {
            /// Fields that the document doesn't know.
            extra: ::serde_json::Map<String, ::serde_json::Value>,
        }
    }
}
crate::generated::default_tag::default_tag! {
    SonicCreate, "task_type", "create_music", "create_music" => CreateMusic,
    "extend_music" => ExtendMusic, "concat_music" => ConcatMusic, "cover_music" =>
    CoverMusic, "persona_music" => PersonaMusic, "extend_upload_music" =>
    ExtendUploadMusic, "cover_upload_music" => CoverUploadMusic, "remaster" => Remaster,
    "add_instrumental" => AddInstrumental, "add_vocals" => AddVocals
}

crate::generated::default_tag::default_tag! {
    RiffusionCreate, "task_type", "create_music", "create_music" => CreateMusic,
    "extend_music" => ExtendMusic, "cover_music" => CoverMusic, "extend_upload_music" =>
    ExtendUploadMusic, "cover_upload_music" => CoverUploadMusic, "replace_music" =>
    ReplaceMusic, "replace_upload_music" => ReplaceUploadMusic, "swap_music_sound" =>
    SwapMusicSound, "swap_upload_music_sound" => SwapUploadMusicSound,
    "swap_music_vocals" => SwapMusicVocals, "swap_upload_music_vocals" =>
    SwapUploadMusicVocals
}

crate::generated::default_tag::default_tag! {
    ProducerCreate, "task_type", "create_music", "create_music" => CreateMusic,
    "extend_music" => ExtendMusic, "extend_upload_music" => ExtendUploadMusic,
    "replace_music" => ReplaceMusic, "replace_upload_music" => ReplaceUploadMusic,
    "cover_music" => CoverMusic, "music_variation" => MusicVariation, "swap_music_vocals"
    => SwapMusicVocals, "swap_music_sound" => SwapMusicSound
}

crate::generated::open_enum::open_enum! {
    /// What became of the task. All but `not_ready` are final, and the credits are given back.
    pub enum TaskNoticeType {
        /// `not_ready`.
        NotReady = "not_ready",
        /// `failed`.
        Failed = "failed",
        /// `timeout`.
        Timeout = "timeout",
        /// `forbidden`.
        Forbidden = "forbidden",
        /// `api_error`.
        ApiError = "api_error",
    }
}

crate::generated::open_enum::open_enum! {
    /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
    pub enum SonicModel {
        /// `sonic-v3-5`.
        SonicV3_5 = "sonic-v3-5",
        /// `sonic-v4`.
        SonicV4 = "sonic-v4",
        /// `sonic-v4-5`.
        SonicV4_5 = "sonic-v4-5",
        /// `sonic-v4-5-plus`.
        SonicV4_5Plus = "sonic-v4-5-plus",
        /// `sonic-v5`.
        SonicV5 = "sonic-v5",
        /// `sonic-v5-5`.
        SonicV5_5 = "sonic-v5-5",
        /// `sonic-v6`.
        SonicV6 = "sonic-v6",
        /// `sonic-v6-wild`.
        SonicV6Wild = "sonic-v6-wild",
        /// `sonic-v6-mini`.
        SonicV6Mini = "sonic-v6-mini",
    }
}

crate::generated::open_enum::open_enum! {
    /// The model that sings, for a mashup or a sample.
    pub enum SonicSampleModel {
        /// `sonic-v3-5`.
        SonicV3_5 = "sonic-v3-5",
        /// `sonic-v4`.
        SonicV4 = "sonic-v4",
        /// `sonic-v4-5`.
        SonicV4_5 = "sonic-v4-5",
        /// `sonic-v4-5-all`.
        SonicV4_5All = "sonic-v4-5-all",
        /// `sonic-v4-5-plus`.
        SonicV4_5Plus = "sonic-v4-5-plus",
        /// `sonic-v5`.
        SonicV5 = "sonic-v5",
        /// `sonic-v5-5`.
        SonicV5_5 = "sonic-v5-5",
        /// `sonic-v6`.
        SonicV6 = "sonic-v6",
        /// `sonic-v6-wild`.
        SonicV6Wild = "sonic-v6-wild",
        /// `sonic-v6-mini`.
        SonicV6Mini = "sonic-v6-mini",
    }
}

crate::generated::open_enum::open_enum! {
    /// The model that sings, for a section that is replaced.
    pub enum SonicSectionModel {
        /// `sonic-v4`.
        SonicV4 = "sonic-v4",
        /// `sonic-v4-5`.
        SonicV4_5 = "sonic-v4-5",
        /// `sonic-v4-5-plus`.
        SonicV4_5Plus = "sonic-v4-5-plus",
        /// `sonic-v5`.
        SonicV5 = "sonic-v5",
        /// `sonic-v5-5`.
        SonicV5_5 = "sonic-v5-5",
        /// `sonic-v6`.
        SonicV6 = "sonic-v6",
        /// `sonic-v6-wild`.
        SonicV6Wild = "sonic-v6-wild",
        /// `sonic-v6-mini`.
        SonicV6Mini = "sonic-v6-mini",
    }
}

crate::generated::open_enum::open_enum! {
    /// The voice, female or male; models from v4-5 on.
    pub enum SonicVocalGender {
        /// `f`.
        F = "f",
        /// `m`.
        M = "m",
    }
}

crate::generated::open_enum::open_enum! {
    /// How far a remaster may stray; with sonic-v5.
    pub enum SonicVariationCategory {
        /// `subtle`.
        Subtle = "subtle",
        /// `normal`.
        Normal = "normal",
        /// `high`.
        High = "high",
    }
}

crate::generated::open_enum::open_enum! {
    /// The format of a file.
    pub enum SonicFormat {
        /// `mp3`.
        Mp3 = "mp3",
        /// `m4a`.
        M4a = "m4a",
        /// `wav`.
        Wav = "wav",
    }
}

crate::generated::open_enum::open_enum! {
    /// What happened.
    pub enum WebhookEvent {
        /// `song.completed`.
        SongCompleted = "song.completed",
        /// `song.failed`.
        SongFailed = "song.failed",
        /// `song.streaming`.
        SongStreaming = "song.streaming",
    }
}

crate::generated::open_enum::open_enum! {
    /// The family of the task.
    pub enum WebhookPlatform {
        /// `suno`.
        Suno = "suno",
        /// `nuro`.
        Nuro = "nuro",
        /// `producer`.
        Producer = "producer",
    }
}

crate::generated::open_enum::open_enum! {
    /// How far a clip is.
    pub enum SonicClipState {
        /// `pending`.
        Pending = "pending",
        /// `running`.
        Running = "running",
        /// `streaming`.
        Streaming = "streaming",
        /// `succeeded`.
        Succeeded = "succeeded",
        /// `failed`.
        Failed = "failed",
    }
}

crate::generated::open_enum::open_enum! {
    /// The step that failed.
    pub enum SonicStepName {
        /// `upload`.
        Upload = "upload",
        /// `sample`.
        Sample = "sample",
        /// `cover`.
        Cover = "cover",
        /// `extend`.
        Extend = "extend",
    }
}

crate::generated::open_enum::open_enum! {
    /// The model that sings.
    pub enum RiffusionModel {
        /// `FUZZ-1.1 Pro`.
        FUZZ1_1Pro = "FUZZ-1.1 Pro",
        /// `FUZZ-1.1`.
        FUZZ1_1 = "FUZZ-1.1",
        /// `FUZZ-1.0 Pro`.
        FUZZ1_0Pro = "FUZZ-1.0 Pro",
        /// `FUZZ-1.0`.
        FUZZ1_0 = "FUZZ-1.0",
    }
}

crate::generated::open_enum::open_enum! {
    /// How far a song is.
    pub enum RiffusionClipState {
        /// `pending`.
        Pending = "pending",
        /// `running`.
        Running = "running",
        /// `succeeded`.
        Succeeded = "succeeded",
    }
}

crate::generated::open_enum::open_enum! {
    /// Where the lyrics come from: `user` gives them, `generate` has them written, `instrumental` has none.
    pub enum StudioLyricsType {
        /// `user`.
        User = "user",
        /// `generate`.
        Generate = "generate",
        /// `instrumental`.
        Instrumental = "instrumental",
    }
}

crate::generated::open_enum::open_enum! {
    /// The model, which sets the length, 130 or 32 seconds.
    pub enum StudioModel {
        /// `studio130-v1.5`.
        Studio130V1_5 = "studio130-v1.5",
        /// `studio32-v1.5`.
        Studio32V1_5 = "studio32-v1.5",
    }
}

crate::generated::open_enum::open_enum! {
    /// `regular` makes new music, `precede` extends the start of a song, `continuation` its end.
    pub enum StudioMode {
        /// `precede`.
        Precede = "precede",
        /// `continuation`.
        Continuation = "continuation",
        /// `regular`.
        Regular = "regular",
    }
}

crate::generated::open_enum::open_enum! {
    /// How far a task is. The word for failure is not known.
    pub enum StudioStatus {
        /// `NOT_START`.
        NOTSTART = "NOT_START",
        /// `IN_PROGRESS`.
        INPROGRESS = "IN_PROGRESS",
        /// `SUCCESS`.
        SUCCESS = "SUCCESS",
    }
}

crate::generated::open_enum::open_enum! {
    /// The version; v1.0 when absent.
    pub enum NuroVersion {
        /// `v1.0`.
        V1_0 = "v1.0",
        /// `v2.0`.
        V2_0 = "v2.0",
    }
}

crate::generated::open_enum::open_enum! {
    /// The kind of part. The page's list is known in part only.
    pub enum NuroSegmentName {
        /// `intro`.
        Intro = "intro",
        /// `verse`.
        Verse = "verse",
        /// `chorus`.
        Chorus = "chorus",
        /// `inst`.
        Inst = "inst",
        /// `bridge`.
        Bridge = "bridge",
        /// `outro`.
        Outro = "outro",
    }
}

crate::generated::open_enum::open_enum! {
    /// The singer; chosen by the service when absent.
    pub enum NuroGender {
        /// `Female`.
        Female = "Female",
        /// `Male`.
        Male = "Male",
    }
}

crate::generated::open_enum::open_enum! {
    /// The style of a song; chosen by the service when absent.
    pub enum NuroVocalGenre {
        /// `Folk`.
        Folk = "Folk",
        /// `Pop`.
        Pop = "Pop",
        /// `Rock`.
        Rock = "Rock",
        /// `Chinese Style`.
        ChineseStyle = "Chinese Style",
        /// `Hip Hop/Rap`.
        HipHopRap = "Hip Hop/Rap",
        /// `R&B/Soul`.
        RBSoul = "R&B/Soul",
        /// `Punk`.
        Punk = "Punk",
        /// `Electronic`.
        Electronic = "Electronic",
        /// `Jazz`.
        Jazz = "Jazz",
        /// `Reggae`.
        Reggae = "Reggae",
        /// `DJ`.
        DJ = "DJ",
        /// `Pop Punk`.
        PopPunk = "Pop Punk",
        /// `Disco`.
        Disco = "Disco",
        /// `Future Bass`.
        FutureBass = "Future Bass",
        /// `Pop Rap`.
        PopRap = "Pop Rap",
        /// `Trap Rap`.
        TrapRap = "Trap Rap",
        /// `R&B Rap`.
        RBRap = "R&B Rap",
        /// `Chinoiserie Electronic`.
        ChinoiserieElectronic = "Chinoiserie Electronic",
        /// `GuFeng Music`.
        GuFengMusic = "GuFeng Music",
        /// `Pop Rock`.
        PopRock = "Pop Rock",
        /// `Jazz Pop`.
        JazzPop = "Jazz Pop",
        /// `Bossa Nova`.
        BossaNova = "Bossa Nova",
        /// `Contemporary R&B`.
        ContemporaryRB = "Contemporary R&B",
    }
}

crate::generated::open_enum::open_enum! {
    /// The mood of a song; chosen by the service when absent.
    pub enum NuroVocalMood {
        /// `Happy`.
        Happy = "Happy",
        /// `Dynamic/Energetic`.
        DynamicEnergetic = "Dynamic/Energetic",
        /// `Sentimental/Melancholic/Lonely`.
        SentimentalMelancholicLonely = "Sentimental/Melancholic/Lonely",
        /// `Inspirational/Hopeful`.
        InspirationalHopeful = "Inspirational/Hopeful",
        /// `Nostalgic/Memory`.
        NostalgicMemory = "Nostalgic/Memory",
        /// `Excited`.
        Excited = "Excited",
        /// `Sorrow/Sad`.
        SorrowSad = "Sorrow/Sad",
        /// `Chill`.
        Chill = "Chill",
        /// `Romantic`.
        Romantic = "Romantic",
        /// `Miss`.
        Miss = "Miss",
        /// `Groovy/Funky`.
        GroovyFunky = "Groovy/Funky",
        /// `Dreamy/Ethereal`.
        DreamyEthereal = "Dreamy/Ethereal",
        /// `Calm/Relaxing`.
        CalmRelaxing = "Calm/Relaxing",
    }
}

crate::generated::open_enum::open_enum! {
    /// The sound of the voice.
    pub enum NuroTimbre {
        /// `Warm`.
        Warm = "Warm",
        /// `Bright`.
        Bright = "Bright",
        /// `Husky`.
        Husky = "Husky",
        /// `Electrified voice`.
        ElectrifiedVoice = "Electrified voice",
        /// `Sweet_AUDIO_TIMBRE`.
        SweetAUDIOTIMBRE = "Sweet_AUDIO_TIMBRE",
        /// `Cute_AUDIO_TIMBRE`.
        CuteAUDIOTIMBRE = "Cute_AUDIO_TIMBRE",
        /// `Loud and sonorous`.
        LoudAndSonorous = "Loud and sonorous",
        /// `Powerful`.
        Powerful = "Powerful",
        /// `Sexy/Lazy`.
        SexyLazy = "Sexy/Lazy",
    }
}

crate::generated::open_enum::open_enum! {
    /// A style of background music.
    pub enum NuroBgmGenre {
        /// `corporate`.
        Corporate = "corporate",
        /// `dance/edm`.
        DanceEdm = "dance/edm",
        /// `orchestral`.
        Orchestral = "orchestral",
        /// `chill out`.
        ChillOut = "chill out",
        /// `rock`.
        Rock = "rock",
        /// `hip hop`.
        HipHop = "hip hop",
        /// `folk`.
        Folk = "folk",
        /// `funk`.
        Funk = "funk",
        /// `ambient`.
        Ambient = "ambient",
        /// `holiday`.
        Holiday = "holiday",
        /// `jazz`.
        Jazz = "jazz",
        /// `kids`.
        Kids = "kids",
        /// `world`.
        World = "world",
        /// `travel`.
        Travel = "travel",
        /// `commercial`.
        Commercial = "commercial",
        /// `advertising`.
        Advertising = "advertising",
        /// `driving`.
        Driving = "driving",
        /// `cinematic`.
        Cinematic = "cinematic",
        /// `upbeat`.
        Upbeat = "upbeat",
        /// `epic`.
        Epic = "epic",
        /// `inspiring`.
        Inspiring = "inspiring",
        /// `business`.
        Business = "business",
        /// `video game`.
        VideoGame = "video game",
        /// `dark`.
        Dark = "dark",
        /// `pop`.
        Pop = "pop",
        /// `trailer`.
        Trailer = "trailer",
        /// `modern`.
        Modern = "modern",
        /// `electronic`.
        Electronic = "electronic",
        /// `documentary`.
        Documentary = "documentary",
        /// `soundtrack`.
        Soundtrack = "soundtrack",
        /// `fashion`.
        Fashion = "fashion",
        /// `acoustic`.
        Acoustic = "acoustic",
        /// `movie`.
        Movie = "movie",
        /// `tv`.
        Tv = "tv",
        /// `high tech`.
        HighTech = "high tech",
        /// `industrial`.
        Industrial = "industrial",
        /// `dance`.
        Dance = "dance",
        /// `video`.
        Video = "video",
        /// `vlog`.
        Vlog = "vlog",
        /// `marketing`.
        Marketing = "marketing",
        /// `game`.
        Game = "game",
        /// `radio`.
        Radio = "radio",
        /// `promotional`.
        Promotional = "promotional",
        /// `sports`.
        Sports = "sports",
        /// `party`.
        Party = "party",
        /// `summer`.
        Summer = "summer",
        /// `beauty`.
        Beauty = "beauty",
    }
}

crate::generated::open_enum::open_enum! {
    /// A mood of background music.
    pub enum NuroBgmMood {
        /// `positive`.
        Positive = "positive",
        /// `uplifting`.
        Uplifting = "uplifting",
        /// `energetic`.
        Energetic = "energetic",
        /// `happy`.
        Happy = "happy",
        /// `bright`.
        Bright = "bright",
        /// `optimistic`.
        Optimistic = "optimistic",
        /// `hopeful`.
        Hopeful = "hopeful",
        /// `cool`.
        Cool = "cool",
        /// `dreamy`.
        Dreamy = "dreamy",
        /// `fun`.
        Fun = "fun",
        /// `light`.
        Light = "light",
        /// `powerful`.
        Powerful = "powerful",
        /// `calm`.
        Calm = "calm",
        /// `confident`.
        Confident = "confident",
        /// `joyful`.
        Joyful = "joyful",
        /// `dramatic`.
        Dramatic = "dramatic",
        /// `peaceful`.
        Peaceful = "peaceful",
        /// `playful`.
        Playful = "playful",
        /// `soft`.
        Soft = "soft",
        /// `groovy`.
        Groovy = "groovy",
        /// `reflective`.
        Reflective = "reflective",
        /// `easy`.
        Easy = "easy",
        /// `relaxed`.
        Relaxed = "relaxed",
        /// `lively`.
        Lively = "lively",
        /// `smooth`.
        Smooth = "smooth",
        /// `romantic`.
        Romantic = "romantic",
        /// `intense`.
        Intense = "intense",
        /// `elegant`.
        Elegant = "elegant",
        /// `mellow`.
        Mellow = "mellow",
        /// `emotional`.
        Emotional = "emotional",
        /// `sentimental`.
        Sentimental = "sentimental",
        /// `cheerful happy`.
        CheerfulHappy = "cheerful happy",
        /// `contemplative`.
        Contemplative = "contemplative",
        /// `soothing`.
        Soothing = "soothing",
        /// `proud`.
        Proud = "proud",
        /// `passionate`.
        Passionate = "passionate",
        /// `sweet`.
        Sweet = "sweet",
        /// `mystical`.
        Mystical = "mystical",
        /// `tranquil`.
        Tranquil = "tranquil",
        /// `cheerful`.
        Cheerful = "cheerful",
        /// `casual`.
        Casual = "casual",
        /// `beautiful`.
        Beautiful = "beautiful",
        /// `ethereal`.
        Ethereal = "ethereal",
        /// `melancholy`.
        Melancholy = "melancholy",
        /// `sad`.
        Sad = "sad",
        /// `aggressive`.
        Aggressive = "aggressive",
        /// `haunting`.
        Haunting = "haunting",
        /// `adventure`.
        Adventure = "adventure",
        /// `serene`.
        Serene = "serene",
        /// `sincere`.
        Sincere = "sincere",
        /// `funky`.
        Funky = "funky",
        /// `funny`.
        Funny = "funny",
    }
}

crate::generated::open_enum::open_enum! {
    /// An instrument of background music.
    pub enum NuroBgmInstrument {
        /// `piano`.
        Piano = "piano",
        /// `drums`.
        Drums = "drums",
        /// `guitar`.
        Guitar = "guitar",
        /// `percussion`.
        Percussion = "percussion",
        /// `synth`.
        Synth = "synth",
        /// `electric guitar`.
        ElectricGuitar = "electric guitar",
        /// `acoustic guitar`.
        AcousticGuitar = "acoustic guitar",
        /// `bass guitar`.
        BassGuitar = "bass guitar",
        /// `brass`.
        Brass = "brass",
        /// `violin`.
        Violin = "violin",
        /// `cello`.
        Cello = "cello",
        /// `flute`.
        Flute = "flute",
        /// `organ`.
        Organ = "organ",
        /// `trumpet`.
        Trumpet = "trumpet",
        /// `ukulele`.
        Ukulele = "ukulele",
        /// `saxophone`.
        Saxophone = "saxophone",
        /// `double bass`.
        DoubleBass = "double bass",
        /// `harp`.
        Harp = "harp",
        /// `glockenspiel`.
        Glockenspiel = "glockenspiel",
        /// `synthesizer`.
        Synthesizer = "synthesizer",
        /// `keyboard`.
        Keyboard = "keyboard",
        /// `marimba`.
        Marimba = "marimba",
        /// `bass`.
        Bass = "bass",
        /// `banjo`.
        Banjo = "banjo",
        /// `strings`.
        Strings = "strings",
    }
}

crate::generated::open_enum::open_enum! {
    /// A theme of background music.
    pub enum NuroBgmTheme {
        /// `inspirational`.
        Inspirational = "inspirational",
        /// `motivational`.
        Motivational = "motivational",
        /// `achievement`.
        Achievement = "achievement",
        /// `discovery`.
        Discovery = "discovery",
        /// `every day`.
        EveryDay = "every day",
        /// `love`.
        Love = "love",
        /// `technology`.
        Technology = "technology",
        /// `lifestyle`.
        Lifestyle = "lifestyle",
        /// `journey`.
        Journey = "journey",
        /// `meditation`.
        Meditation = "meditation",
        /// `drama`.
        Drama = "drama",
        /// `children`.
        Children = "children",
        /// `hope`.
        Hope = "hope",
        /// `fantasy`.
        Fantasy = "fantasy",
        /// `holiday`.
        Holiday = "holiday",
        /// `health`.
        Health = "health",
        /// `family`.
        Family = "family",
        /// `real estate`.
        RealEstate = "real estate",
        /// `media`.
        Media = "media",
        /// `kids`.
        Kids = "kids",
        /// `science`.
        Science = "science",
        /// `education`.
        Education = "education",
        /// `progress`.
        Progress = "progress",
        /// `world`.
        World = "world",
        /// `vacation`.
        Vacation = "vacation",
        /// `training`.
        Training = "training",
        /// `christmas`.
        Christmas = "christmas",
        /// `sales`.
        Sales = "sales",
    }
}

crate::generated::open_enum::open_enum! {
    /// How far a song is.
    pub enum NuroStatus {
        /// `pending`.
        Pending = "pending",
        /// `running`.
        Running = "running",
        /// `succeeded`.
        Succeeded = "succeeded",
        /// `failed`.
        Failed = "failed",
    }
}

crate::generated::open_enum::open_enum! {
    /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
    pub enum ProducerModel {
        /// `Lyria 3 Pro`.
        Lyria3Pro = "Lyria 3 Pro",
        /// `Lyria 3 preview`.
        Lyria3Preview = "Lyria 3 preview",
        /// `FUZZ-3-Demo`.
        FUZZ3Demo = "FUZZ-3-Demo",
        /// `FUZZ-2.0 Pro`.
        FUZZ2_0Pro = "FUZZ-2.0 Pro",
        /// `FUZZ-2.0`.
        FUZZ2_0 = "FUZZ-2.0",
        /// `FUZZ-2.0 Raw`.
        FUZZ2_0Raw = "FUZZ-2.0 Raw",
        /// `FUZZ-1.1 Pro`.
        FUZZ1_1Pro = "FUZZ-1.1 Pro",
        /// `FUZZ-1.1`.
        FUZZ1_1 = "FUZZ-1.1",
        /// `FUZZ-1.0 Pro`.
        FUZZ1_0Pro = "FUZZ-1.0 Pro",
        /// `FUZZ-1.0`.
        FUZZ1_0 = "FUZZ-1.0",
        /// `FUZZ-0.8`.
        FUZZ0_8 = "FUZZ-0.8",
    }
}

crate::generated::open_enum::open_enum! {
    /// The format of the file.
    pub enum ProducerFormat {
        /// `mp3`.
        Mp3 = "mp3",
        /// `wav`.
        Wav = "wav",
    }
}

crate::generated::open_enum::open_enum! {
    /// How far a task is. Seen on a sister service only.
    pub enum ProducerStatus {
        /// `PENDING`.
        PENDING = "PENDING",
        /// `RUNNING`.
        RUNNING = "RUNNING",
        /// `SUCCESS`.
        SUCCESS = "SUCCESS",
        /// `FAILED`.
        FAILED = "FAILED",
    }
}

crate::generated::open_enum::open_enum! {
    /// How far a song is.
    pub enum ProducerClipState {
        /// `pending`.
        Pending = "pending",
        /// `running`.
        Running = "running",
        /// `succeeded`.
        Succeeded = "succeeded",
    }
}

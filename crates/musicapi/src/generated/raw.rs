// Made by `cargo xtask codegen` from openapi/musicapi.yaml. Edits are lost.

#![allow(clippy::all, reason = "made")]

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    /// What an account has left.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Credits {
        /// Monthly credits of the subscription.
        pub credits: f64,
        /// Credits bought on top; they are spent first.
        pub extra_credits: f64,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// Why a call was refused. The service uses several shapes: `{error}`, `{message}`, `{type, error}` and `{code, message}`, and plain text too. The text is in `error`, else in `message`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct Error {
        /// Whether the credits were given back.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub already_refunded: Option<bool>,
        /// A number or a word; on the whole the status once more.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<ErrorCode>,
        /// The text.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: Option<String>,
        /// The text, in the shapes that have no `error`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Whether the credits were given back; nuro's name for it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub refund_processed: Option<bool>,
        /// A word for the class of the error, such as `validation_error` or `forbidden`.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A number or a word.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
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

    /// Background music. With v2.0 it can have segments, 30 to 120 seconds in all, and a single one of at least 30; whether genre, mood, instrument and theme go with v2.0 is not known.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct NuroBgm {
        /// What the music is to be, in plain words.
        ///
        /// At most 200 characters.
        pub description: String,
        /// The length in seconds; 60 with v1.0 when absent. At least 30 with v2.0.
        ///
        /// From 1 to 120; 60 with `v1.0`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<i64>,
        /// The styles.
        ///
        /// At most 5 items.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub genre: Vec<crate::types::NuroBgmGenre>,
        /// The instruments.
        ///
        /// At most 5 items.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub instrument: Vec<crate::types::NuroBgmInstrument>,
        /// The moods.
        ///
        /// At most 5 items.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub mood: Vec<crate::types::NuroBgmMood>,
        /// The parts of the music in their order; with v2.0.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub segments: Vec<NuroSegment>,
        /// The themes.
        ///
        /// At most 5 items.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub theme: Vec<crate::types::NuroBgmTheme>,
        /// The version; v1.0 when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub version: Option<crate::types::NuroVersion>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
    }

    /// A song with vocals, or background music.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(tag = "type")]
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

    /// A part of background music.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct NuroSegment {
        /// The length in seconds.
        ///
        /// From 5 to 120.
        pub duration: f64,
        /// The kind of part. The page's list is known in part only.
        pub name: crate::types::NuroSegmentName,
    }

    /// A song, finished or not.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct NuroTask {
        /// The song, WAV.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_url: Option<String>,
        /// The length in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<Seconds>,
        /// The singer.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gender: Option<String>,
        /// The style.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub genre: Option<String>,
        /// The lyrics as sung.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// The mood.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mood: Option<String>,
        /// How much is done, up to 100.
        ///
        /// At most 100.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub progress: Option<i64>,
        /// How far a song is.
        pub status: crate::types::NuroStatus,
        /// The task.
        pub task_id: String,
        /// The sound of the voice.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub timbre: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A song with vocals. What isn't said of singer and style the service chooses.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct NuroVocal {
        /// The length in seconds. What it is when absent is not known.
        ///
        /// From 30 to 240.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<i64>,
        /// The singer; chosen by the service when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gender: Option<crate::types::NuroGender>,
        /// The style of a song; chosen by the service when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub genre: Option<crate::types::NuroVocalGenre>,
        /// The lyrics, with section marks: `[intro]`, `[verse]`, `[pre-chorus]`, `[chorus]`, `[inst]`, `[bridge]`. In Chinese or English.
        ///
        /// At most 2000 characters.
        pub lyrics: String,
        /// The mood of a song; chosen by the service when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mood: Option<crate::types::NuroVocalMood>,
        /// The sound of the voice.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub timbre: Option<crate::types::NuroTimbre>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
    }

    /// Word of a nuro task.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct NuroWebhook {
        /// The status, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// The song, in a form that is not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: Option<::serde_json::Value>,
        /// What happened.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub event: Option<crate::types::WebhookEvent>,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// The family of the task.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub platform: Option<crate::types::WebhookPlatform>,
        /// The task.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub task_id: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// Beats a minute. The meaning is inferred from the name.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
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

    /// The song that a task makes, the recording it brings in, or the file it prepares.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProducerClip {
        /// The song, M4A; for a download the file.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_url: Option<String>,
        /// What the other task types and the download ask for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub clip_id: Option<String>,
        /// When the song was begun.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub created_at: Option<String>,
        /// The length in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<Seconds>,
        /// The cover picture.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub image_url: Option<String>,
        /// The lyrics as sung.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// The id of the lyrics.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics_id: Option<String>,
        /// When the lyrics are sung, in a form that is not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics_timing_markers: Option<::serde_json::Value>,
        /// The model.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<String>,
        /// Where chance started from.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub seed: Option<ProducerSeed>,
        /// Style and sound.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// How far a song is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub state: Option<crate::types::ProducerClipState>,
        /// The title.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// A video; null in the example.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub video_url: Option<String>,
        /// The song, WAV.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub wav_url: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A clip in another style. By the documentation it works again since 20 May 2026; by the vendor's client it answers 410.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProducerCoverMusic {
        /// The clip to start from, or to have as a file.
        pub clip_id: String,
        /// Another name of `strength`.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cover_strength: Option<f64>,
        /// The lyrics.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// How closely to follow the lyrics. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics_strength: Option<f64>,
        /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::ProducerModel>,
        /// Where chance starts from; another one makes a variation.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub seed: Option<ProducerSeed>,
        /// Style and sound. For music without vocals say `instrumental, no vocals`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// How closely to follow the sound. Taken and ignored since April 2026.
        ///
        /// From 0.2 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound_strength: Option<f64>,
        /// How far the cover goes. Which end is which is not known.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub strength: Option<f64>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness: Option<f64>,
    }

    /// What kind of song to make, and from what.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(remote = "Self", tag = "task_type")]
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

    /// A song from lyrics, from a sound, or from both.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct ProducerCreateMusic {
        /// Beats a minute. The meaning is inferred from the name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub bpm: Option<ProducerBpm>,
        /// An address; that it is the one of a cover picture is inferred from the name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cover_url: Option<String>,
        /// The wished length in seconds, of a song or of what is added; 60 when absent, with `extend_music`.
        ///
        /// From 1 to 240.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub length: Option<f64>,
        /// The lyrics.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// How closely to follow the lyrics. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics_strength: Option<f64>,
        /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::ProducerModel>,
        /// Where chance starts from; another one makes a variation.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub seed: Option<ProducerSeed>,
        /// Style and sound. For music without vocals say `instrumental, no vocals`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// How closely to follow the sound. Taken and ignored since April 2026.
        ///
        /// From 0.2 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound_strength: Option<f64>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness: Option<f64>,
    }

    /// The clip, and the format wished for.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProducerDownloadRequest {
        /// The clip to start from, or to have as a file.
        pub clip_id: String,
        /// The format of the file.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub format: Option<crate::types::ProducerFormat>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
    }

    /// More of a clip, from `starts_at` on, `length` seconds long.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProducerExtendMusic {
        /// Beats a minute. The meaning is inferred from the name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub bpm: Option<ProducerBpm>,
        /// The clip to start from, or to have as a file.
        pub clip_id: String,
        /// Named by the vendor's client; that it is a number of seconds to add is inferred from the name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub extend_s: Option<f64>,
        /// What is to be done, in plain words.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instruction: Option<String>,
        /// The wished length in seconds, of a song or of what is added; 60 when absent, with `extend_music`.
        ///
        /// From 1 to 240.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub length: Option<f64>,
        /// The lyrics.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// How closely to follow the lyrics. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics_strength: Option<f64>,
        /// Older name of `lyrics`, still taken.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics_text: Option<String>,
        /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::ProducerModel>,
        /// Where chance starts from; another one makes a variation.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub seed: Option<ProducerSeed>,
        /// Style and sound. For music without vocals say `instrumental, no vocals`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// How closely to follow the sound. Taken and ignored since April 2026.
        ///
        /// From 0.2 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound_strength: Option<f64>,
        /// Older name of `starts_at`, still taken.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub starts: Option<f64>,
        /// The second at which to continue, or at which the section starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub starts_at: Option<f64>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness: Option<f64>,
    }

    /// More of an uploaded clip, from `starts_at` on, `length` seconds long.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProducerExtendUploadMusic {
        /// Beats a minute. The meaning is inferred from the name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub bpm: Option<ProducerBpm>,
        /// The clip to start from, or to have as a file.
        pub clip_id: String,
        /// Named by the vendor's client; that it is a number of seconds to add is inferred from the name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub extend_s: Option<f64>,
        /// What is to be done, in plain words.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instruction: Option<String>,
        /// The wished length in seconds, of a song or of what is added; 60 when absent, with `extend_music`.
        ///
        /// From 1 to 240.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub length: Option<f64>,
        /// The lyrics.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::ProducerModel>,
        /// Where chance starts from; another one makes a variation.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub seed: Option<ProducerSeed>,
        /// Style and sound. For music without vocals say `instrumental, no vocals`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// The second at which to continue, or at which the section starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub starts_at: Option<f64>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
    }

    /// Another song like a clip. Retired, it answers 410.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProducerMusicVariation {
        /// The clip to start from, or to have as a file.
        pub clip_id: String,
        /// The lyrics.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// How closely to follow the lyrics. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics_strength: Option<f64>,
        /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::ProducerModel>,
        /// Where chance starts from; another one makes a variation.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub seed: Option<ProducerSeed>,
        /// Style and sound. For music without vocals say `instrumental, no vocals`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// How closely to follow the sound. Taken and ignored since April 2026.
        ///
        /// From 0.2 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound_strength: Option<f64>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far to stray from the usual. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness: Option<f64>,
    }

    /// A section of a clip made anew, the rest as it was.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProducerReplaceMusic {
        /// Beats a minute. The meaning is inferred from the name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub bpm: Option<ProducerBpm>,
        /// The clip to start from, or to have as a file.
        pub clip_id: String,
        /// Older name of `ends_at`, still taken.
        ///
        /// Greater than `starts`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ends: Option<f64>,
        /// The second at which the section ends, after its start.
        ///
        /// Greater than `starts_at`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ends_at: Option<f64>,
        /// What is to be done, in plain words.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instruction: Option<String>,
        /// The lyrics.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// How closely to follow the lyrics. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics_strength: Option<f64>,
        /// Older name of `lyrics`, still taken.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics_text: Option<String>,
        /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::ProducerModel>,
        /// Where chance starts from; another one makes a variation.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub seed: Option<ProducerSeed>,
        /// Style and sound. For music without vocals say `instrumental, no vocals`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// How closely to follow the sound. Taken and ignored since April 2026.
        ///
        /// From 0.2 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound_strength: Option<f64>,
        /// Older name of `starts_at`, still taken.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub starts: Option<f64>,
        /// The second at which to continue, or at which the section starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub starts_at: Option<f64>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness: Option<f64>,
    }

    /// A section of an uploaded clip made anew, the rest as it was.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProducerReplaceUploadMusic {
        /// Beats a minute. The meaning is inferred from the name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub bpm: Option<ProducerBpm>,
        /// The clip to start from, or to have as a file.
        pub clip_id: String,
        /// The second at which the section ends, after its start.
        ///
        /// Greater than `starts_at`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub ends_at: Option<f64>,
        /// What is to be done, in plain words.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instruction: Option<String>,
        /// The lyrics.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::ProducerModel>,
        /// Where chance starts from; another one makes a variation.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub seed: Option<ProducerSeed>,
        /// Style and sound. For music without vocals say `instrumental, no vocals`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// The second at which to continue, or at which the section starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub starts_at: Option<f64>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
    }

    /// Where chance starts from; another one makes a variation.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
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

    /// A clip with other instruments. Retired, it answers 410.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProducerSwapMusicSound {
        /// The clip to start from, or to have as a file.
        pub clip_id: String,
        /// The lyrics.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// How closely to follow the lyrics. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics_strength: Option<f64>,
        /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::ProducerModel>,
        /// Where chance starts from; another one makes a variation.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub seed: Option<ProducerSeed>,
        /// Style and sound. For music without vocals say `instrumental, no vocals`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// How closely to follow the sound. Taken and ignored since April 2026.
        ///
        /// From 0.2 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound_strength: Option<f64>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far to stray from the usual. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness: Option<f64>,
    }

    /// A clip with another voice. Retired, it answers 410.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProducerSwapMusicVocals {
        /// The clip to start from, or to have as a file.
        pub clip_id: String,
        /// The lyrics.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// How closely to follow the lyrics. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics_strength: Option<f64>,
        /// Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::ProducerModel>,
        /// Where chance starts from; another one makes a variation.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub seed: Option<ProducerSeed>,
        /// Style and sound. For music without vocals say `instrumental, no vocals`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// How closely to follow the sound. Taken and ignored since April 2026.
        ///
        /// From 0.2 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound_strength: Option<f64>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far to stray from the usual. Taken and ignored since April 2026.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness: Option<f64>,
    }

    /// A task's song as it is now.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProducerTask {
        /// The status once more, 200.
        pub code: i64,
        /// The song.
        pub data: Vec<ProducerClip>,
        /// `success`; after a failure, word that the credits were given back.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// How far a task is. Seen on a sister service only.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: Option<crate::types::ProducerStatus>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A task's song, or word that there is none.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
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

    /// A recording.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProducerUploadRequest {
        /// The public address of the recording.
        pub audio_url: String,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
    }

    /// Word of a producer task.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct ProducerWebhook {
        /// The status, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// The song. That it looks as in the task is inferred.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: Option<Vec<ProducerClip>>,
        /// What happened.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub event: Option<crate::types::WebhookEvent>,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// The family of the task.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub platform: Option<crate::types::WebhookPlatform>,
        /// The task.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub task_id: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// One of the songs that a task makes.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionClip {
        /// The song. Its format is not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_url: Option<String>,
        /// What the other task types ask for.
        pub clip_id: String,
        /// When the song was begun. The form is not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub created_at: Option<String>,
        /// The length in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<Seconds>,
        /// The cover picture.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub image_url: Option<String>,
        /// The lyrics as sung.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// The model that sang.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<String>,
        /// Style and sound.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// How far a song is.
        pub state: crate::types::RiffusionClipState,
        /// An object whose fields are not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub timestamp: Option<::serde_json::Value>,
        /// The title.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// A video; null in the page's schema.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub video_url: Option<String>,
        /// As it was asked for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_variation: Option<f64>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A clip in another style.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionCoverMusic {
        /// The clip to start from, made or uploaded before.
        pub continue_clip_id: String,
        /// True when lyrics, title and sound are given; false when a description is.
        pub custom_mode: bool,
        /// The lyrics; with `custom_mode` true.
        ///
        /// At most 3000 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::RiffusionModel>,
        /// What the song is to be, in plain words; with `custom_mode` false.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// Style and sound, such as genre and voice; with `custom_mode` true.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// The title; with `custom_mode` true.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far the voice may vary. The meaning is inferred from the name.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_variation: Option<f64>,
    }

    /// An uploaded clip in another style.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionCoverUploadMusic {
        /// The clip to start from, made or uploaded before.
        pub continue_clip_id: String,
        /// True when lyrics, title and sound are given; false when a description is.
        pub custom_mode: bool,
        /// The lyrics; with `custom_mode` true.
        ///
        /// At most 3000 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::RiffusionModel>,
        /// What the song is to be, in plain words; with `custom_mode` false.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// Style and sound, such as genre and voice; with `custom_mode` true.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// The title; with `custom_mode` true.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far the voice may vary. The meaning is inferred from the name.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_variation: Option<f64>,
    }

    /// What kind of song to make, and from what.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(remote = "Self", tag = "task_type")]
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

    /// A song from lyrics (`custom_mode` true) or from a description (`custom_mode` false, `prompt`).
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RiffusionCreateMusic {
        /// True when lyrics, title and sound are given; false when a description is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub custom_mode: Option<bool>,
        /// The lyrics; with `custom_mode` true.
        ///
        /// At most 3000 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::RiffusionModel>,
        /// What the song is to be, in plain words; with `custom_mode` false.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// Style and sound, such as genre and voice; with `custom_mode` true.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// The title; with `custom_mode` true.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far the voice may vary. The meaning is inferred from the name.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_variation: Option<f64>,
    }

    /// More of a clip.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionExtendMusic {
        /// The second at which to continue.
        ///
        /// At least 0.
        pub continue_at: f64,
        /// The clip to start from, made or uploaded before.
        pub continue_clip_id: String,
        /// True when lyrics, title and sound are given; false when a description is.
        pub custom_mode: bool,
        /// The lyrics; with `custom_mode` true.
        ///
        /// At most 3000 characters.
        pub lyrics: String,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::RiffusionModel>,
        /// What the song is to be, in plain words; with `custom_mode` false.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// Style and sound, such as genre and voice; with `custom_mode` true.
        ///
        /// At most 200 characters.
        pub sound: String,
        /// The title; with `custom_mode` true.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far the voice may vary. The meaning is inferred from the name.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_variation: Option<f64>,
    }

    /// More of an uploaded clip.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionExtendUploadMusic {
        /// The second at which to continue.
        ///
        /// At least 0.
        pub continue_at: f64,
        /// The clip to start from, made or uploaded before.
        pub continue_clip_id: String,
        /// True when lyrics, title and sound are given; false when a description is.
        pub custom_mode: bool,
        /// The lyrics; with `custom_mode` true.
        ///
        /// At most 3000 characters.
        pub lyrics: String,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::RiffusionModel>,
        /// What the song is to be, in plain words; with `custom_mode` false.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// Style and sound, such as genre and voice; with `custom_mode` true.
        ///
        /// At most 200 characters.
        pub sound: String,
        /// The title; with `custom_mode` true.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far the voice may vary. The meaning is inferred from the name.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_variation: Option<f64>,
    }

    /// A section of a clip made anew.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionReplaceMusic {
        /// The clip to start from, made or uploaded before.
        pub continue_clip_id: String,
        /// True when lyrics, title and sound are given; false when a description is.
        pub custom_mode: bool,
        /// The lyrics; with `custom_mode` true.
        ///
        /// At most 3000 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::RiffusionModel>,
        /// What the song is to be, in plain words; with `custom_mode` false.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// Where the section ends.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub replace_end_time: Option<f64>,
        /// Where the section starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub replace_start_time: Option<f64>,
        /// Style and sound, such as genre and voice; with `custom_mode` true.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// The title; with `custom_mode` true.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far the voice may vary. The meaning is inferred from the name.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_variation: Option<f64>,
    }

    /// A section of an uploaded clip made anew.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionReplaceUploadMusic {
        /// The clip to start from, made or uploaded before.
        pub continue_clip_id: String,
        /// True when lyrics, title and sound are given; false when a description is.
        pub custom_mode: bool,
        /// The lyrics; with `custom_mode` true.
        ///
        /// At most 3000 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::RiffusionModel>,
        /// What the song is to be, in plain words; with `custom_mode` false.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// Where the section ends.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub replace_end_time: Option<f64>,
        /// Where the section starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub replace_start_time: Option<f64>,
        /// Style and sound, such as genre and voice; with `custom_mode` true.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// The title; with `custom_mode` true.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far the voice may vary. The meaning is inferred from the name.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_variation: Option<f64>,
    }

    /// A clip with other instruments, said in `sound`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionSwapMusicSound {
        /// The clip to start from, made or uploaded before.
        pub continue_clip_id: String,
        /// True when lyrics, title and sound are given; false when a description is.
        pub custom_mode: bool,
        /// The lyrics; with `custom_mode` true.
        ///
        /// At most 3000 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::RiffusionModel>,
        /// What the song is to be, in plain words; with `custom_mode` false.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// Style and sound, such as genre and voice; with `custom_mode` true.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// The title; with `custom_mode` true.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far the voice may vary. The meaning is inferred from the name.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_variation: Option<f64>,
    }

    /// A clip with another voice, said in `sound`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionSwapMusicVocals {
        /// The clip to start from, made or uploaded before.
        pub continue_clip_id: String,
        /// True when lyrics, title and sound are given; false when a description is.
        pub custom_mode: bool,
        /// The lyrics; with `custom_mode` true.
        ///
        /// At most 3000 characters.
        pub lyrics: String,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::RiffusionModel>,
        /// What the song is to be, in plain words; with `custom_mode` false.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// Style and sound, such as genre and voice; with `custom_mode` true.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// The title; with `custom_mode` true.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far the voice may vary. The meaning is inferred from the name.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_variation: Option<f64>,
    }

    /// An uploaded clip with other instruments, said in `sound`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionSwapUploadMusicSound {
        /// The clip to start from, made or uploaded before.
        pub continue_clip_id: String,
        /// True when lyrics, title and sound are given; false when a description is.
        pub custom_mode: bool,
        /// The lyrics; with `custom_mode` true.
        ///
        /// At most 3000 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::RiffusionModel>,
        /// What the song is to be, in plain words; with `custom_mode` false.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// Style and sound, such as genre and voice; with `custom_mode` true.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// The title; with `custom_mode` true.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far the voice may vary. The meaning is inferred from the name.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_variation: Option<f64>,
    }

    /// An uploaded clip with another voice, said in `sound`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionSwapUploadMusicVocals {
        /// The clip to start from, made or uploaded before.
        pub continue_clip_id: String,
        /// True when lyrics, title and sound are given; false when a description is.
        pub custom_mode: bool,
        /// The lyrics; with `custom_mode` true.
        ///
        /// At most 3000 characters.
        pub lyrics: String,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<crate::types::RiffusionModel>,
        /// What the song is to be, in plain words; with `custom_mode` false.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// Style and sound, such as genre and voice; with `custom_mode` true.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sound: Option<String>,
        /// The title; with `custom_mode` true.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// How far the voice may vary. The meaning is inferred from the name.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_variation: Option<f64>,
    }

    /// A task's songs as they are now.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionTask {
        /// The status once more, 200.
        pub code: i64,
        /// The songs; two when the task is finished.
        pub data: Vec<RiffusionClip>,
        /// `success`.
        pub message: String,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A task's songs, or word that there are none.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
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

    /// A recording.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionUploadRequest {
        /// The public address of the recording.
        pub url: String,
    }

    /// A recording that was brought in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct RiffusionUploaded {
        /// What the `*_upload_*` task types ask for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub clip_id: Option<String>,
        /// The status once more, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A length in seconds. The service writes a number or a decimal string.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
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

    /// Instruments for an uploaded clip. A clip that the service made is not taken.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicAddInstrumental {
        /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_weight: Option<f64>,
        /// The clip to start from; for `concat_music` the extension.
        pub continue_clip_id: String,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub custom_mode: Option<bool>,
        /// Another name of `prompt`, which wins if both are there.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The second at which the added part ends.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub overpainting_end_s: Option<f64>,
        /// The second at which the added part starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub overpainting_start_s: Option<f64>,
        /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// How closely to follow the tags.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// Styles, as words separated by commas.
        ///
        /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// Asks for addresses on the network of the service further up, instead of the vendor's own. The files are the same.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub use_suno_cdn: Option<bool>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// A voice for an uploaded clip. A clip that the service made is not taken.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicAddVocals {
        /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_weight: Option<f64>,
        /// The clip to start from; for `concat_music` the extension.
        pub continue_clip_id: String,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub custom_mode: Option<bool>,
        /// Another name of `prompt`, which wins if both are there.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The second at which the added part ends.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub overpainting_end_s: Option<f64>,
        /// The second at which the added part starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub overpainting_start_s: Option<f64>,
        /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// How closely to follow the tags.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// Styles, as words separated by commas.
        ///
        /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// Asks for addresses on the network of the service further up, instead of the vendor's own. The files are the same.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub use_suno_cdn: Option<bool>,
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// When each word of a clip is sung.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicAlignedLyrics {
        /// The status once more, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// The words of a clip.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: Option<SonicAlignment>,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The clip whose words are to be timed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicAlignedLyricsRequest {
        /// The clip.
        pub clip_id: String,
    }

    /// A word and its time.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicAlignedWord {
        /// The second at which it ends.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub end_s: Option<f64>,
        /// How sure that is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub p_align: Option<f64>,
        /// The second at which it starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub start_s: Option<f64>,
        /// Whether the word was found.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub success: Option<bool>,
        /// The word, with line ends and section marks; the first one can hold a whole heading, and a mark can be spread over several.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub word: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The words of a clip.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicAlignment {
        /// The words in their order.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub alignment: Vec<SonicAlignedWord>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A batch that was started.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicBatch {
        /// What to ask for.
        pub batch_id: String,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// How many songs were started.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub submitted: Option<i64>,
        /// The tasks, each in a form that is not known.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub tasks: Vec<::serde_json::Value>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A batch as it is now, in a shape that is not known.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(transparent)]
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

    /// The songs to start.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicBatchRequest {
        /// The bodies of up to ten creates.
        ///
        /// At most 10 items.
        pub items: Vec<SonicCreate>,
    }

    /// How fast a clip is.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicBpm {
        /// The status once more, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// Beats a minute.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: Option<SonicTempo>,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The clip whose tempo is asked for.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicBpmRequest {
        /// The clip.
        pub clip_id: String,
    }

    /// One of the songs that a task makes. All but its id and state may be null.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicClip {
        /// The song, MP3. While the clip is running this is a temporary stream, not the final file.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_url: Option<String>,
        /// What extends, covers and stems ask for.
        pub clip_id: String,
        /// When the clip was begun.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub created_at: Option<String>,
        /// The length in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<Seconds>,
        /// The description it was made from.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// The cover picture, JPEG.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub image_url: Option<String>,
        /// The lyrics as sung; of an instrumental a mark in brackets.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// The model that sang, perhaps in another spelling than it was asked for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub mv: Option<String>,
        /// The styles that were kept out.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// How far a clip is.
        pub state: crate::types::SonicClipState,
        /// As it was asked for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// The styles.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title. A song from a description may have another than it was asked for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// A video, MP4. Null in 2026.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub video_url: Option<String>,
        /// As it was asked for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// An extension joined with the clip it extends, as one full song.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicConcatMusic {
        /// The clip to start from; for `concat_music` the extension.
        pub continue_clip_id: String,
        /// Asks for addresses on the network of the service further up, instead of the vendor's own. The files are the same.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub use_suno_cdn: Option<bool>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
    }

    /// A clip that the service made, sung anew in another style.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicCoverMusic {
        /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_weight: Option<f64>,
        /// The clip to start from; for `concat_music` the extension.
        pub continue_clip_id: String,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub custom_mode: Option<bool>,
        /// The wished length in seconds. With other task types it is an error.
        ///
        /// From 10 to 360.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<i64>,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Another name of `prompt`, which wins if both are there.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Without vocals. False when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// How closely to follow the tags.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// Styles, as words separated by commas.
        ///
        /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// Asks for addresses on the network of the service further up, instead of the vendor's own. The files are the same.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub use_suno_cdn: Option<bool>,
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// A clip that was uploaded, sung anew in another style.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicCoverUploadMusic {
        /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_weight: Option<f64>,
        /// The second at which to continue.
        ///
        /// At least 0.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub continue_at: Option<f64>,
        /// The clip to start from; for `concat_music` the extension.
        pub continue_clip_id: String,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        pub custom_mode: bool,
        /// The wished length in seconds. With other task types it is an error.
        ///
        /// From 10 to 360.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<i64>,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Another name of `prompt`, which wins if both are there.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Without vocals. False when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// How closely to follow the tags.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// Styles, as words separated by commas.
        ///
        /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// Asks for addresses on the network of the service further up, instead of the vendor's own. The files are the same.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub use_suno_cdn: Option<bool>,
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// What kind of song to make, and from what.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(remote = "Self", tag = "task_type")]
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

    /// A song from lyrics (`custom_mode` true, `prompt`) or from a description (`custom_mode` false, `gpt_description_prompt`).
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicCreateMusic {
        /// Has the lyrics written from `prompt`; needs `custom_mode`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub auto_lyrics: Option<bool>,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        pub custom_mode: bool,
        /// The wished length in seconds. With other task types it is an error.
        ///
        /// From 10 to 360.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<i64>,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Another name of `prompt`, which wins if both are there.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Without vocals. False when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// How closely to follow the tags.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// Styles, as words separated by commas.
        ///
        /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// Asks for addresses on the network of the service further up, instead of the vendor's own. The files are the same.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub use_suno_cdn: Option<bool>,
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// The files of a clip.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicDownload {
        /// The files.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: Option<SonicFiles>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The clip, and the formats wished for.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicDownloadRequest {
        /// The clip.
        pub clip_id: String,
        /// The formats.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub formats: Vec<crate::types::SonicFormat>,
    }

    /// More of a clip that the service made. The result is the new part alone; `concat_music` joins the two.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicExtendMusic {
        /// The second at which to continue.
        ///
        /// At least 0.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub continue_at: Option<f64>,
        /// The clip to start from; for `concat_music` the extension.
        pub continue_clip_id: String,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub custom_mode: Option<bool>,
        /// The wished length in seconds. With other task types it is an error.
        ///
        /// From 10 to 360.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<i64>,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Another name of `prompt`, which wins if both are there.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Without vocals. False when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// How closely to follow the tags.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// Styles, as words separated by commas.
        ///
        /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// Asks for addresses on the network of the service further up, instead of the vendor's own. The files are the same.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub use_suno_cdn: Option<bool>,
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// More of a clip that was uploaded. Starting at second 0.1 is recommended.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicExtendUploadMusic {
        /// The second at which to continue.
        ///
        /// At least 0.
        pub continue_at: f64,
        /// The clip to start from; for `concat_music` the extension.
        pub continue_clip_id: String,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        pub custom_mode: bool,
        /// The wished length in seconds. With other task types it is an error.
        ///
        /// From 10 to 360.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<i64>,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Another name of `prompt`, which wins if both are there.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Without vocals. False when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// How closely to follow the tags.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// Styles, as words separated by commas.
        ///
        /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// Asks for addresses on the network of the service further up, instead of the vendor's own. The files are the same.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub use_suno_cdn: Option<bool>,
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// A file.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicFile {
        /// Its address, under another name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub file_url: Option<String>,
        /// The format of a file.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub format: Option<crate::types::SonicFormat>,
        /// Its address.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The files.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicFiles {
        /// One for each format.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub files: Vec<SonicFile>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The style.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicFullerTags {
        /// To be used as tags.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub upsampled_tags: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// An instrument and its notes.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicInstrument {
        /// The instrument.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: Option<String>,
        /// What it plays.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub notes: Vec<SonicNote>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The new part, and the whole song.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicJoin {
        /// The extension.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub extended: Option<SonicClip>,
        /// The whole song; null until it is joined.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub full: Option<SonicClip>,
        /// The section that was made anew.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub replaced: Option<SonicClip>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A task with `auto_concat`, as it is now.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicJoinTask {
        /// The status once more, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// The pairs.
        ///
        /// At least 1 items.
        pub data: Vec<SonicJoin>,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// Lyrics that were written.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicLyrics {
        /// The status once more, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// The versions.
        pub results: Vec<SonicLyricsVersion>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// What the lyrics are to be about.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicLyricsRequest {
        /// What the lyrics are to be about, in plain words.
        ///
        /// At most 119 characters.
        pub description: String,
    }

    /// A version of the lyrics.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicLyricsVersion {
        /// The lyrics.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// The title.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The two clips, and the song to make of them.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicMashupRequest {
        /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_weight: Option<f64>,
        /// Has the lyrics written from `prompt`; needs `custom_mode`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub auto_lyrics: Option<bool>,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        pub custom_mode: bool,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Without vocals. False when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The two clips.
        ///
        /// Exactly 2 items.
        pub mashup_clip_ids: Vec<String>,
        /// The model that sings, for a mashup or a sample.
        pub mv: crate::types::SonicSampleModel,
        /// Styles to keep out.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// How closely to follow the tags.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// Styles, as words separated by commas.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// The notes of a clip.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicMidi {
        /// The status once more, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// The notes as a file and as a list.
        pub data: SonicNotes,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The notes, or word that they are not ready.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
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

    /// The song or stem whose notes are asked for.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicMidiRequest {
        /// The clip.
        pub clip_id: String,
    }

    /// A note.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicNote {
        /// The second at which it ends.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub end: Option<f64>,
        /// The number of the note in MIDI; 60 is middle C.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub pitch: Option<f64>,
        /// The second at which it starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub start: Option<f64>,
        /// How hard it is struck, from 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub velocity: Option<f64>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The notes as a file and as a list.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicNotes {
        /// Who plays what.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub instruments: Vec<SonicInstrument>,
        /// The address of the MIDI file.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub midi_url: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A singer that was made.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicPersona {
        /// The status once more, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// What `persona_music` asks for. It is worth money, so store it.
        pub persona_id: String,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A song by a persona, a singer derived from a clip before.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicPersonaMusic {
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        pub custom_mode: bool,
        /// The wished length in seconds. With other task types it is an error.
        ///
        /// From 10 to 360.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<i64>,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Another name of `prompt`, which wins if both are there.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Without vocals. False when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The singer, by the id that creating the persona answered with.
        pub persona_id: String,
        /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// How closely to follow the tags.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// Styles, as words separated by commas.
        ///
        /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// Asks for addresses on the network of the service further up, instead of the vendor's own. The files are the same.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub use_suno_cdn: Option<bool>,
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// A singer's name, and the clip it is derived from: `continue_clip_id` with `description` in the older form, `clip_id` with `describe` in the newer one.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicPersonaRequest {
        /// The clip to derive it from, in the newer form.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub clip_id: Option<String>,
        /// The clip to derive it from, in the older form.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub continue_clip_id: Option<String>,
        /// The style, in the newer form.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub describe: Option<String>,
        /// The style, in the older form. It was marked required, but the error text doesn't name it.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: Option<String>,
        /// The singer's name.
        ///
        /// At most 79 characters.
        pub name: String,
        /// Styles, as words separated by commas.
        ///
        /// At most 2000 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub styles: Option<String>,
        /// The second at which the voice ends.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_end_s: Option<f64>,
        /// The second at which the voice starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_start_s: Option<f64>,
        /// A voice that was taken out of the clip before.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vox_audio_id: Option<String>,
    }

    /// A clip in another quality. It should not be older than 24 hours.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicRemaster {
        /// The clip to start from; for `concat_music` the extension.
        pub continue_clip_id: String,
        /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
        pub mv: crate::types::SonicModel,
        /// Asks for addresses on the network of the service further up, instead of the vendor's own. The files are the same.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub use_suno_cdn: Option<bool>,
        /// How far a remaster may stray; with sonic-v5.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub variation_category: Option<crate::types::SonicVariationCategory>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
    }

    /// The section of a clip, and what to put there.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicReplaceSectionRequest {
        /// Joins the new part with the rest. The task has pairs then, instead of clips.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub auto_concat: Option<bool>,
        /// The clip.
        pub clip_id: String,
        /// The second at which the section ends, after its start.
        ///
        /// Greater than `infill_start_s`.
        pub infill_end_s: f64,
        /// The lyrics of the section.
        ///
        /// At most 3000 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub infill_lyrics: Option<String>,
        /// The second at which the section starts.
        ///
        /// At least 0.
        pub infill_start_s: f64,
        /// The model that sings, for a section that is replaced.
        pub mv: crate::types::SonicSectionModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics around the section.
        ///
        /// At most 5000 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// How closely to follow the tags.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// Styles, as words separated by commas.
        ///
        /// At most 1000 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// The piece of a recording or a clip, and the song to build on it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicSampleRequest {
        /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_weight: Option<f64>,
        /// Has the lyrics written from `prompt`; needs `custom_mode`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub auto_lyrics: Option<bool>,
        /// The second at which the piece ends.
        pub chop_sample_end_s: f64,
        /// The second at which the piece starts.
        ///
        /// At least 0.
        pub chop_sample_start_s: f64,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        pub custom_mode: bool,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Without vocals. False when absent.
        pub make_instrumental: bool,
        /// The model that sings, for a mashup or a sample.
        pub mv: crate::types::SonicSampleModel,
        /// Styles to keep out.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// The clip that the piece is taken from.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sample_clip_id: Option<String>,
        /// How closely to follow the tags.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// Styles, as words separated by commas.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// The public address of the recording.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: Option<String>,
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// The clip to split.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicStemsRequest {
        /// The clip.
        pub clip_id: String,
    }

    /// A step.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicStep {
        /// The uploaded clip.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub clip_id: Option<String>,
        /// Why it failed.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: Option<String>,
        /// Whether it went well.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub success: Option<bool>,
        /// The task it started.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub task_id: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The two steps.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicSteps {
        /// A step.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cover: Option<SonicStep>,
        /// A step.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub extend: Option<SonicStep>,
        /// A step.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sample: Option<SonicStep>,
        /// A step.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub upload: Option<SonicStep>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A task that was started in two steps, or the step that failed.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicStepsCreated {
        /// The status once more.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// The step that failed.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub failed_step: Option<crate::types::SonicStepName>,
        /// `success` when all went well; what it is otherwise is not known.
        pub message: String,
        /// The two steps.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub steps: Option<SonicSteps>,
        /// What to ask for. It is worth money, so store it before anything else. Absent when a step failed.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub task_id: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A task's clips as they are now.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicTask {
        /// The status once more, 200.
        pub code: i64,
        /// The clips, each with a state of its own.
        pub data: Vec<SonicClip>,
        /// `success`.
        pub message: String,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A task's clips, or word that there are none.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
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

    /// Beats a minute.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicTempo {
        /// On the average.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub avg_bpm: Option<f64>,
        /// At the fastest.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub max_bpm: Option<f64>,
        /// At the slowest.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub min_bpm: Option<f64>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A recording, and how to sing it anew.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicUploadCoverRequest {
        /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_weight: Option<f64>,
        /// Joins the new part with the rest. The task has pairs then, instead of clips.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub auto_concat: Option<bool>,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        pub custom_mode: bool,
        /// The wished length in seconds. With other task types it is an error.
        ///
        /// From 10 to 360.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<i64>,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Without vocals. False when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// How closely to follow the tags.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// Styles, as words separated by commas.
        ///
        /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// The public address of the recording.
        pub url: String,
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// A recording, and how to go on with it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicUploadExtendRequest {
        /// How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_weight: Option<f64>,
        /// Joins the new part with the rest. The task has pairs then, instead of clips.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub auto_concat: Option<bool>,
        /// The second at which to continue.
        ///
        /// At least 0.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub continue_at: Option<f64>,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        pub custom_mode: bool,
        /// The wished length in seconds. With other task types it is an error.
        ///
        /// From 10 to 360.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<i64>,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Without vocals. False when absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.
        ///
        /// At most 5000 characters; 3000 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// How closely to follow the tags.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub style_weight: Option<f64>,
        /// Styles, as words separated by commas.
        ///
        /// At most 1000 characters; 200 with `sonic-v3-5`, `sonic-v4`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<String>,
        /// The title.
        ///
        /// At most 80 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// The public address of the recording.
        pub url: String,
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// A recording, and whether to wait for it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicUploadRequest {
        /// Where word is sent when the recording is there; the answer is a task id then. What is sent is not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub callback_url: Option<String>,
        /// The public address of the recording.
        pub url: String,
    }

    /// A recording that was brought in, or the task that does it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicUploaded {
        /// What extensions and covers of uploaded clips ask for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub clip_id: Option<String>,
        /// The status once more, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// `success`.
        pub message: String,
        /// The task, when `callback_url` was given.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub task_id: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The style to elaborate.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicUpsampleTagsRequest {
        /// Styles, as words separated by commas. Its limit is not known.
        pub tags: String,
    }

    /// A style in more words.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicUpsampledTags {
        /// The status once more, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// The style.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: Option<SonicFullerTags>,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A singer made from a recording.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicVoice {
        /// Its name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: Option<String>,
        /// What `persona_music` asks for.
        pub persona_id: String,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The recording to make a singer from.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicVoiceRequest {
        /// The public address of the recording.
        pub audio_url: String,
        /// What the word is signed with. Without it the service uses a secret of its own.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_secret: Option<String>,
        /// Where word of the task is sent, by https.
        ///
        /// At most 1024 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_url: Option<String>,
    }

    /// A task that has made a voice.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicVoiceTask {
        /// The status once more, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// A singer made from a recording.
        pub data: SonicVoice,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A voice that was taken out of a clip.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicVox {
        /// The status once more, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// The voice.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: Option<SonicVoxAudio>,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The voice.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicVoxAudio {
        /// The clip it was taken from.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub source_clip_id: Option<String>,
        /// How far it is. `ready` is the only word that is known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: Option<String>,
        /// The second at which it ends.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_end_s: Option<f64>,
        /// The second at which it starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_start_s: Option<f64>,
        /// What creating a persona asks for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vox_audio_id: Option<String>,
        /// Something of a form that is not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub wave_response: Option<::serde_json::Value>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The clip whose voice is taken out, and which part of it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicVoxRequest {
        /// The clip.
        pub clip_id: String,
        /// The second at which the voice ends.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_end_s: Option<f64>,
        /// The second at which the voice starts.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_start_s: Option<f64>,
    }

    /// A clip as WAV.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicWav {
        /// The file.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: Option<SonicWavFile>,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The file.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicWavFile {
        /// Its address.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub wav_url: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The clip to have as WAV.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicWavRequest {
        /// The clip.
        pub clip_id: String,
    }

    /// Word of a sonic task.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicWebhook {
        /// The status, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// The clips.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: Option<Vec<SonicClip>>,
        /// What happened.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub event: Option<crate::types::WebhookEvent>,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// The family of the task.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub platform: Option<crate::types::WebhookPlatform>,
        /// The task.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub task_id: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// Whether to make new music or to extend a song.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StudioConfig {
        /// `regular` makes new music, `precede` extends the start of a song, `continuation` its end.
        pub mode: crate::types::StudioMode,
        /// The song to extend. Further fields are not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub source: Option<StudioSource>,
    }

    /// The song to make, or the one to extend and how.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StudioCreate {
        /// Takes the prompt as it is. The meaning is inferred from the name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub bypass_prompt_optimization: Option<bool>,
        /// Named by the pages; its meaning beyond the name is not known.
        pub clarity_strength: f64,
        /// Whether to make new music or to extend a song.
        pub config: StudioConfig,
        /// Named by the pages; its form and meaning are not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub context_length: Option<::serde_json::Value>,
        /// Named by the pages; its meaning beyond the name is not known.
        pub generation_quality: f64,
        /// The lyrics; with `lyrics_type` `user`.
        ///
        /// At most 1000 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// Where the lyrics end, as a fraction.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics_placement_end: Option<f64>,
        /// Where the lyrics start, as a fraction: 0.08 is the start, 0.5 the middle, 0.9 the end.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics_placement_start: Option<f64>,
        /// Named by the pages; its meaning beyond the name is not known.
        pub lyrics_strength: f64,
        /// Where the lyrics come from: `user` gives them, `generate` has them written, `instrumental` has none.
        pub lyrics_type: crate::types::StudioLyricsType,
        /// The model, which sets the length, 130 or 32 seconds.
        pub model_type: crate::types::StudioModel,
        /// Keywords to avoid.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_prompt: Option<String>,
        /// Keywords or a description: styles with one's own lyrics, the whole song when the lyrics are written by the service.
        pub prompt: String,
        /// How strongly the prompt steers; a high value follows it more closely, and can sound less natural.
        pub prompt_strength: f64,
        /// Where chance starts from; -1 in all examples. The meaning is inferred from the name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub seed: Option<f64>,
        /// Where in the whole song the music ends: 0 is the start, 0.5 the middle, 1 the end.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub song_section_end: Option<f64>,
        /// Where in the whole song the music starts: 0 is the start, 0.5 the middle, 1 the end.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub song_section_start: Option<f64>,
    }

    /// A task that was accepted and paid for.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StudioCreated {
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<String>,
        /// The task id, what to ask for. It is worth money, so store it before anything else.
        pub data: String,
        /// Empty.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// A song.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StudioSong {
        /// Who made it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub artist: Option<String>,
        /// When the song was begun. The form is not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub created_at: Option<::serde_json::Value>,
        /// The length in seconds.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: Option<Seconds>,
        /// Whether the song is finished. The form is not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub finished: Option<::serde_json::Value>,
        /// What an extension asks for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: Option<String>,
        /// The address of the cover picture.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub image_path: Option<String>,
        /// Whether it was liked.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub liked: Option<bool>,
        /// How often it was liked.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub likes: Option<f64>,
        /// The lyrics.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub lyrics: Option<String>,
        /// How often it was heard.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub plays: Option<f64>,
        /// What was asked for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prompt: Option<String>,
        /// The address of the audio.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub song_path: Option<String>,
        /// The styles.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub tags: Option<Vec<String>>,
        /// The title.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The songs of a task.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StudioSongs {
        /// The songs; two for a call, by the credits guide.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub songs: Vec<StudioSong>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The song to extend. Further fields are not known.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StudioSource {
        /// Its id.
        pub song_id: String,
    }

    /// A task as it is now.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StudioTask {
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<String>,
        /// How far a task is, and its songs.
        pub data: StudioTaskState,
        /// Empty in the example.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// How far a task is, and its songs.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct StudioTaskState {
        /// `studio-generate`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub action: Option<String>,
        /// The songs of a task.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: Option<StudioSongs>,
        /// Why it failed; empty in the example.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub fail_reason: Option<String>,
        /// When it was finished, in seconds since 1970.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub finish_time: Option<i64>,
        /// Empty in the example.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub notify_hook: Option<String>,
        /// How much is done, as a text such as `100%`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub progress: Option<String>,
        /// When it was begun, in seconds since 1970.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub start_time: Option<i64>,
        /// How far a task is. The word for failure is not known.
        pub status: crate::types::StudioStatus,
        /// When it was accepted, in seconds since 1970.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub submit_time: Option<i64>,
        /// The task.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub task_id: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The lyrics of a task.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SunoLyrics {
        /// The status once more.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// Lyrics, and what they were made from.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: Option<SunoLyricsText>,
        /// A text.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// What the lyrics are to be about.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SunoLyricsRequest {
        /// What the lyrics are to be about, in plain words.
        ///
        /// At most 119 characters.
        pub prompt: String,
    }

    /// A task that writes lyrics.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SunoLyricsStarted {
        /// The status once more, 200.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// The task.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: Option<SunoLyricsTask>,
        /// `success`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The task.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SunoLyricsTask {
        /// What to ask for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub task_id: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// Lyrics, and what they were made from.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SunoLyricsText {
        /// What was asked for.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub input: Option<String>,
        /// More about them, in a form that is not known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub metadata: Option<::serde_json::Value>,
        /// How far it is; `complete` when the lyrics are there. No other word is known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: Option<String>,
        /// The task.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub task_id: Option<String>,
        /// The lyrics.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub text: Option<String>,
        /// The title.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// What the page of a shared song shows.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SunoSong {
        /// The address of the song.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub audio_url: Option<String>,
        /// The address of the cover picture.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub cover_image: Option<String>,
        /// The styles.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub music_styles: Option<String>,
        /// Who made it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub song_author: Option<String>,
        /// The title.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub song_title: Option<String>,
        /// The address of a video.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub video_url: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// The shared song.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SunoSongRequest {
        /// The link that somebody shares.
        pub share_link: String,
    }

    /// A task that was accepted and paid for.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct TaskCreated {
        /// The status once more. In the page's schema of 2026; answers were seen without it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<i64>,
        /// `success`.
        pub message: String,
        /// What to ask for. It is worth money, so store it before anything else.
        pub task_id: String,
        /// Something that the service wants to be known.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub warning: Option<String>,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    /// Word of a task that has no clips to show.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct TaskNotice {
        /// Whether the credits were given back.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub already_refunded: Option<bool>,
        /// The status once more.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: Option<ErrorCode>,
        /// The text.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: Option<String>,
        /// The text, where there is no `error`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
        /// What became of the task. All but `not_ready` are final, and the credits are given back.
        #[serde(rename = "type")]
        pub type_: crate::types::TaskNoticeType,
        /// Fields that the document doesn't know.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }

    crate::generated::default_tag::default_tag! {
        SonicCreate, "task_type", "create_music"
    }

    crate::generated::default_tag::default_tag! {
        RiffusionCreate, "task_type", "create_music"
    }

    crate::generated::default_tag::default_tag! {
        ProducerCreate, "task_type", "create_music"
    }

    impl NuroBgm {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(description: impl Into<String>) -> Self {
            Self {
                description: description.into(),
                duration: Default::default(),
                genre: Default::default(),
                instrument: Default::default(),
                mood: Default::default(),
                segments: Default::default(),
                theme: Default::default(),
                version: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
            }
        }
    }

    impl NuroVocal {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(lyrics: impl Into<String>) -> Self {
            Self {
                lyrics: lyrics.into(),
                duration: Default::default(),
                gender: Default::default(),
                genre: Default::default(),
                mood: Default::default(),
                timbre: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
            }
        }
    }

    impl ProducerCoverMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self {
                clip_id: clip_id.into(),
                cover_strength: Default::default(),
                lyrics: Default::default(),
                lyrics_strength: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                seed: Default::default(),
                sound: Default::default(),
                sound_strength: Default::default(),
                strength: Default::default(),
                title: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness: Default::default(),
            }
        }
    }

    impl ProducerCreateMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new() -> Self {
            Self {
                bpm: Default::default(),
                cover_url: Default::default(),
                length: Default::default(),
                lyrics: Default::default(),
                lyrics_strength: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                seed: Default::default(),
                sound: Default::default(),
                sound_strength: Default::default(),
                title: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness: Default::default(),
            }
        }
    }

    impl ProducerDownloadRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self {
                clip_id: clip_id.into(),
                format: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
            }
        }
    }

    impl ProducerExtendMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self {
                clip_id: clip_id.into(),
                bpm: Default::default(),
                extend_s: Default::default(),
                instruction: Default::default(),
                length: Default::default(),
                lyrics: Default::default(),
                lyrics_strength: Default::default(),
                lyrics_text: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                seed: Default::default(),
                sound: Default::default(),
                sound_strength: Default::default(),
                starts: Default::default(),
                starts_at: Default::default(),
                title: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness: Default::default(),
            }
        }
    }

    impl ProducerExtendUploadMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self {
                clip_id: clip_id.into(),
                bpm: Default::default(),
                extend_s: Default::default(),
                instruction: Default::default(),
                length: Default::default(),
                lyrics: Default::default(),
                mv: Default::default(),
                seed: Default::default(),
                sound: Default::default(),
                starts_at: Default::default(),
                title: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
            }
        }
    }

    impl ProducerMusicVariation {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self {
                clip_id: clip_id.into(),
                lyrics: Default::default(),
                lyrics_strength: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                seed: Default::default(),
                sound: Default::default(),
                sound_strength: Default::default(),
                title: Default::default(),
                weirdness: Default::default(),
            }
        }
    }

    impl ProducerReplaceMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self {
                clip_id: clip_id.into(),
                bpm: Default::default(),
                ends: Default::default(),
                ends_at: Default::default(),
                instruction: Default::default(),
                lyrics: Default::default(),
                lyrics_strength: Default::default(),
                lyrics_text: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                seed: Default::default(),
                sound: Default::default(),
                sound_strength: Default::default(),
                starts: Default::default(),
                starts_at: Default::default(),
                title: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness: Default::default(),
            }
        }
    }

    impl ProducerReplaceUploadMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self {
                clip_id: clip_id.into(),
                bpm: Default::default(),
                ends_at: Default::default(),
                instruction: Default::default(),
                lyrics: Default::default(),
                mv: Default::default(),
                seed: Default::default(),
                sound: Default::default(),
                starts_at: Default::default(),
                title: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
            }
        }
    }

    impl ProducerSwapMusicSound {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self {
                clip_id: clip_id.into(),
                lyrics: Default::default(),
                lyrics_strength: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                seed: Default::default(),
                sound: Default::default(),
                sound_strength: Default::default(),
                title: Default::default(),
                weirdness: Default::default(),
            }
        }
    }

    impl ProducerSwapMusicVocals {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self {
                clip_id: clip_id.into(),
                lyrics: Default::default(),
                lyrics_strength: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                seed: Default::default(),
                sound: Default::default(),
                sound_strength: Default::default(),
                title: Default::default(),
                weirdness: Default::default(),
            }
        }
    }

    impl ProducerUploadRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(audio_url: impl Into<String>) -> Self {
            Self {
                audio_url: audio_url.into(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
            }
        }
    }

    impl RiffusionCoverMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(continue_clip_id: impl Into<String>, custom_mode: bool) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                custom_mode,
                lyrics: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                prompt: Default::default(),
                sound: Default::default(),
                title: Default::default(),
                vocal_variation: Default::default(),
            }
        }
    }

    impl RiffusionCoverUploadMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(continue_clip_id: impl Into<String>, custom_mode: bool) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                custom_mode,
                lyrics: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                prompt: Default::default(),
                sound: Default::default(),
                title: Default::default(),
                vocal_variation: Default::default(),
            }
        }
    }

    impl RiffusionCreateMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new() -> Self {
            Self {
                custom_mode: Default::default(),
                lyrics: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                prompt: Default::default(),
                sound: Default::default(),
                title: Default::default(),
                vocal_variation: Default::default(),
            }
        }
    }

    impl RiffusionExtendMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            continue_at: f64,
            continue_clip_id: impl Into<String>,
            custom_mode: bool,
            lyrics: impl Into<String>,
            sound: impl Into<String>,
        ) -> Self {
            Self {
                continue_at,
                continue_clip_id: continue_clip_id.into(),
                custom_mode,
                lyrics: lyrics.into(),
                sound: sound.into(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                prompt: Default::default(),
                title: Default::default(),
                vocal_variation: Default::default(),
            }
        }
    }

    impl RiffusionExtendUploadMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            continue_at: f64,
            continue_clip_id: impl Into<String>,
            custom_mode: bool,
            lyrics: impl Into<String>,
            sound: impl Into<String>,
        ) -> Self {
            Self {
                continue_at,
                continue_clip_id: continue_clip_id.into(),
                custom_mode,
                lyrics: lyrics.into(),
                sound: sound.into(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                prompt: Default::default(),
                title: Default::default(),
                vocal_variation: Default::default(),
            }
        }
    }

    impl RiffusionReplaceMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(continue_clip_id: impl Into<String>, custom_mode: bool) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                custom_mode,
                lyrics: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                prompt: Default::default(),
                replace_end_time: Default::default(),
                replace_start_time: Default::default(),
                sound: Default::default(),
                title: Default::default(),
                vocal_variation: Default::default(),
            }
        }
    }

    impl RiffusionReplaceUploadMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(continue_clip_id: impl Into<String>, custom_mode: bool) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                custom_mode,
                lyrics: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                prompt: Default::default(),
                replace_end_time: Default::default(),
                replace_start_time: Default::default(),
                sound: Default::default(),
                title: Default::default(),
                vocal_variation: Default::default(),
            }
        }
    }

    impl RiffusionSwapMusicSound {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(continue_clip_id: impl Into<String>, custom_mode: bool) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                custom_mode,
                lyrics: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                prompt: Default::default(),
                sound: Default::default(),
                title: Default::default(),
                vocal_variation: Default::default(),
            }
        }
    }

    impl RiffusionSwapMusicVocals {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            continue_clip_id: impl Into<String>,
            custom_mode: bool,
            lyrics: impl Into<String>,
        ) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                custom_mode,
                lyrics: lyrics.into(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                prompt: Default::default(),
                sound: Default::default(),
                title: Default::default(),
                vocal_variation: Default::default(),
            }
        }
    }

    impl RiffusionSwapUploadMusicSound {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(continue_clip_id: impl Into<String>, custom_mode: bool) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                custom_mode,
                lyrics: Default::default(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                prompt: Default::default(),
                sound: Default::default(),
                title: Default::default(),
                vocal_variation: Default::default(),
            }
        }
    }

    impl RiffusionSwapUploadMusicVocals {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            continue_clip_id: impl Into<String>,
            custom_mode: bool,
            lyrics: impl Into<String>,
        ) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                custom_mode,
                lyrics: lyrics.into(),
                make_instrumental: Default::default(),
                mv: Default::default(),
                prompt: Default::default(),
                sound: Default::default(),
                title: Default::default(),
                vocal_variation: Default::default(),
            }
        }
    }

    impl RiffusionUploadRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(url: impl Into<String>) -> Self {
            Self { url: url.into() }
        }
    }

    impl SonicAddInstrumental {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            continue_clip_id: impl Into<String>,
            mv: impl Into<crate::types::SonicModel>,
        ) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                mv: mv.into(),
                audio_weight: Default::default(),
                custom_mode: Default::default(),
                lyrics: Default::default(),
                negative_tags: Default::default(),
                overpainting_end_s: Default::default(),
                overpainting_start_s: Default::default(),
                prompt: Default::default(),
                style_weight: Default::default(),
                tags: Default::default(),
                title: Default::default(),
                use_suno_cdn: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness_constraint: Default::default(),
            }
        }
    }

    impl SonicAddVocals {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            continue_clip_id: impl Into<String>,
            mv: impl Into<crate::types::SonicModel>,
        ) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                mv: mv.into(),
                audio_weight: Default::default(),
                custom_mode: Default::default(),
                lyrics: Default::default(),
                negative_tags: Default::default(),
                overpainting_end_s: Default::default(),
                overpainting_start_s: Default::default(),
                prompt: Default::default(),
                style_weight: Default::default(),
                tags: Default::default(),
                title: Default::default(),
                use_suno_cdn: Default::default(),
                vocal_gender: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness_constraint: Default::default(),
            }
        }
    }

    impl SonicAlignedLyricsRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self { clip_id: clip_id.into() }
        }
    }

    impl SonicBatchRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(items: impl Into<Vec<SonicCreate>>) -> Self {
            Self { items: items.into() }
        }
    }

    impl SonicBpmRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self { clip_id: clip_id.into() }
        }
    }

    impl SonicConcatMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(continue_clip_id: impl Into<String>) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                use_suno_cdn: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
            }
        }
    }

    impl SonicCoverMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            continue_clip_id: impl Into<String>,
            mv: impl Into<crate::types::SonicModel>,
        ) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                mv: mv.into(),
                audio_weight: Default::default(),
                custom_mode: Default::default(),
                duration: Default::default(),
                gpt_description_prompt: Default::default(),
                lyrics: Default::default(),
                make_instrumental: Default::default(),
                negative_tags: Default::default(),
                prompt: Default::default(),
                style_weight: Default::default(),
                tags: Default::default(),
                title: Default::default(),
                use_suno_cdn: Default::default(),
                vocal_gender: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness_constraint: Default::default(),
            }
        }
    }

    impl SonicCoverUploadMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            continue_clip_id: impl Into<String>,
            custom_mode: bool,
            mv: impl Into<crate::types::SonicModel>,
        ) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                custom_mode,
                mv: mv.into(),
                audio_weight: Default::default(),
                continue_at: Default::default(),
                duration: Default::default(),
                gpt_description_prompt: Default::default(),
                lyrics: Default::default(),
                make_instrumental: Default::default(),
                negative_tags: Default::default(),
                prompt: Default::default(),
                style_weight: Default::default(),
                tags: Default::default(),
                title: Default::default(),
                use_suno_cdn: Default::default(),
                vocal_gender: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness_constraint: Default::default(),
            }
        }
    }

    impl SonicCreateMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(custom_mode: bool, mv: impl Into<crate::types::SonicModel>) -> Self {
            Self {
                custom_mode,
                mv: mv.into(),
                auto_lyrics: Default::default(),
                duration: Default::default(),
                gpt_description_prompt: Default::default(),
                lyrics: Default::default(),
                make_instrumental: Default::default(),
                negative_tags: Default::default(),
                prompt: Default::default(),
                style_weight: Default::default(),
                tags: Default::default(),
                title: Default::default(),
                use_suno_cdn: Default::default(),
                vocal_gender: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness_constraint: Default::default(),
            }
        }
    }

    impl SonicDownloadRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self {
                clip_id: clip_id.into(),
                formats: Default::default(),
            }
        }
    }

    impl SonicExtendMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            continue_clip_id: impl Into<String>,
            mv: impl Into<crate::types::SonicModel>,
        ) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                mv: mv.into(),
                continue_at: Default::default(),
                custom_mode: Default::default(),
                duration: Default::default(),
                gpt_description_prompt: Default::default(),
                lyrics: Default::default(),
                make_instrumental: Default::default(),
                negative_tags: Default::default(),
                prompt: Default::default(),
                style_weight: Default::default(),
                tags: Default::default(),
                title: Default::default(),
                use_suno_cdn: Default::default(),
                vocal_gender: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness_constraint: Default::default(),
            }
        }
    }

    impl SonicExtendUploadMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            continue_at: f64,
            continue_clip_id: impl Into<String>,
            custom_mode: bool,
            mv: impl Into<crate::types::SonicModel>,
        ) -> Self {
            Self {
                continue_at,
                continue_clip_id: continue_clip_id.into(),
                custom_mode,
                mv: mv.into(),
                duration: Default::default(),
                gpt_description_prompt: Default::default(),
                lyrics: Default::default(),
                make_instrumental: Default::default(),
                negative_tags: Default::default(),
                prompt: Default::default(),
                style_weight: Default::default(),
                tags: Default::default(),
                title: Default::default(),
                use_suno_cdn: Default::default(),
                vocal_gender: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness_constraint: Default::default(),
            }
        }
    }

    impl SonicLyricsRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(description: impl Into<String>) -> Self {
            Self {
                description: description.into(),
            }
        }
    }

    impl SonicMashupRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            custom_mode: bool,
            mashup_clip_ids: impl Into<Vec<String>>,
            mv: impl Into<crate::types::SonicSampleModel>,
        ) -> Self {
            Self {
                custom_mode,
                mashup_clip_ids: mashup_clip_ids.into(),
                mv: mv.into(),
                audio_weight: Default::default(),
                auto_lyrics: Default::default(),
                gpt_description_prompt: Default::default(),
                make_instrumental: Default::default(),
                negative_tags: Default::default(),
                prompt: Default::default(),
                style_weight: Default::default(),
                tags: Default::default(),
                title: Default::default(),
                vocal_gender: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness_constraint: Default::default(),
            }
        }
    }

    impl SonicMidiRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self { clip_id: clip_id.into() }
        }
    }

    impl SonicPersonaMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            custom_mode: bool,
            mv: impl Into<crate::types::SonicModel>,
            persona_id: impl Into<String>,
        ) -> Self {
            Self {
                custom_mode,
                mv: mv.into(),
                persona_id: persona_id.into(),
                duration: Default::default(),
                gpt_description_prompt: Default::default(),
                lyrics: Default::default(),
                make_instrumental: Default::default(),
                negative_tags: Default::default(),
                prompt: Default::default(),
                style_weight: Default::default(),
                tags: Default::default(),
                title: Default::default(),
                use_suno_cdn: Default::default(),
                vocal_gender: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness_constraint: Default::default(),
            }
        }
    }

    impl SonicPersonaRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(name: impl Into<String>) -> Self {
            Self {
                name: name.into(),
                clip_id: Default::default(),
                continue_clip_id: Default::default(),
                describe: Default::default(),
                description: Default::default(),
                styles: Default::default(),
                vocal_end_s: Default::default(),
                vocal_start_s: Default::default(),
                vox_audio_id: Default::default(),
            }
        }
    }

    impl SonicRemaster {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            continue_clip_id: impl Into<String>,
            mv: impl Into<crate::types::SonicModel>,
        ) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
                mv: mv.into(),
                use_suno_cdn: Default::default(),
                variation_category: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
            }
        }
    }

    impl SonicReplaceSectionRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            clip_id: impl Into<String>,
            infill_end_s: f64,
            infill_start_s: f64,
            mv: impl Into<crate::types::SonicSectionModel>,
        ) -> Self {
            Self {
                clip_id: clip_id.into(),
                infill_end_s,
                infill_start_s,
                mv: mv.into(),
                auto_concat: Default::default(),
                infill_lyrics: Default::default(),
                negative_tags: Default::default(),
                prompt: Default::default(),
                style_weight: Default::default(),
                tags: Default::default(),
                title: Default::default(),
                vocal_gender: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness_constraint: Default::default(),
            }
        }
    }

    impl SonicSampleRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            chop_sample_end_s: f64,
            chop_sample_start_s: f64,
            custom_mode: bool,
            make_instrumental: bool,
            mv: impl Into<crate::types::SonicSampleModel>,
        ) -> Self {
            Self {
                chop_sample_end_s,
                chop_sample_start_s,
                custom_mode,
                make_instrumental,
                mv: mv.into(),
                audio_weight: Default::default(),
                auto_lyrics: Default::default(),
                gpt_description_prompt: Default::default(),
                negative_tags: Default::default(),
                prompt: Default::default(),
                sample_clip_id: Default::default(),
                style_weight: Default::default(),
                tags: Default::default(),
                title: Default::default(),
                url: Default::default(),
                vocal_gender: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness_constraint: Default::default(),
            }
        }
    }

    impl SonicStemsRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self { clip_id: clip_id.into() }
        }
    }

    impl SonicUploadCoverRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            custom_mode: bool,
            mv: impl Into<crate::types::SonicModel>,
            url: impl Into<String>,
        ) -> Self {
            Self {
                custom_mode,
                mv: mv.into(),
                url: url.into(),
                audio_weight: Default::default(),
                auto_concat: Default::default(),
                duration: Default::default(),
                gpt_description_prompt: Default::default(),
                make_instrumental: Default::default(),
                negative_tags: Default::default(),
                prompt: Default::default(),
                style_weight: Default::default(),
                tags: Default::default(),
                title: Default::default(),
                vocal_gender: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness_constraint: Default::default(),
            }
        }
    }

    impl SonicUploadExtendRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            custom_mode: bool,
            mv: impl Into<crate::types::SonicModel>,
            url: impl Into<String>,
        ) -> Self {
            Self {
                custom_mode,
                mv: mv.into(),
                url: url.into(),
                audio_weight: Default::default(),
                auto_concat: Default::default(),
                continue_at: Default::default(),
                duration: Default::default(),
                gpt_description_prompt: Default::default(),
                make_instrumental: Default::default(),
                negative_tags: Default::default(),
                prompt: Default::default(),
                style_weight: Default::default(),
                tags: Default::default(),
                title: Default::default(),
                vocal_gender: Default::default(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
                weirdness_constraint: Default::default(),
            }
        }
    }

    impl SonicUploadRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(url: impl Into<String>) -> Self {
            Self {
                url: url.into(),
                callback_url: Default::default(),
            }
        }
    }

    impl SonicUpsampleTagsRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(tags: impl Into<String>) -> Self {
            Self { tags: tags.into() }
        }
    }

    impl SonicVoiceRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(audio_url: impl Into<String>) -> Self {
            Self {
                audio_url: audio_url.into(),
                webhook_secret: Default::default(),
                webhook_url: Default::default(),
            }
        }
    }

    impl SonicVoxRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self {
                clip_id: clip_id.into(),
                vocal_end_s: Default::default(),
                vocal_start_s: Default::default(),
            }
        }
    }

    impl SonicWavRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(clip_id: impl Into<String>) -> Self {
            Self { clip_id: clip_id.into() }
        }
    }

    impl StudioCreate {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(
            clarity_strength: f64,
            config: impl Into<StudioConfig>,
            generation_quality: f64,
            lyrics_strength: f64,
            lyrics_type: impl Into<crate::types::StudioLyricsType>,
            model_type: impl Into<crate::types::StudioModel>,
            prompt: impl Into<String>,
            prompt_strength: f64,
        ) -> Self {
            Self {
                clarity_strength,
                config: config.into(),
                generation_quality,
                lyrics_strength,
                lyrics_type: lyrics_type.into(),
                model_type: model_type.into(),
                prompt: prompt.into(),
                prompt_strength,
                bypass_prompt_optimization: Default::default(),
                context_length: Default::default(),
                lyrics: Default::default(),
                lyrics_placement_end: Default::default(),
                lyrics_placement_start: Default::default(),
                negative_prompt: Default::default(),
                seed: Default::default(),
                song_section_end: Default::default(),
                song_section_start: Default::default(),
            }
        }
    }

    impl SunoLyricsRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(prompt: impl Into<String>) -> Self {
            Self { prompt: prompt.into() }
        }
    }

    impl SunoSongRequest {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(share_link: impl Into<String>) -> Self {
            Self {
                share_link: share_link.into(),
            }
        }
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
}

#[derive(Clone, Debug)]
/// Client for MusicAPI
///
/// Music from words, over HTTP. A create call costs credits and answers with a task id at once; the task is then asked, every 15 to 25 seconds, until each of its clips is final. Asking is free, and what a failed task cost is given back. Errors come in several shapes, which `Error` holds. The service is lenient about headers: a GET may have a body or a `Content-Type`, and a POST with a JSON body may have none.
///
/// Version: 0.1.0
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::call::transport::Transport,
}

impl Client {
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::call::transport::Transport,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}

impl ClientInfo<crate::call::transport::Transport> for Client {
    fn api_version() -> &'static str {
        "0.1.0"
    }

    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }

    fn client(&self) -> &reqwest::Client {
        &self.client
    }

    fn inner(&self) -> &crate::call::transport::Transport {
        &self.inner
    }
}

impl ClientHooks<crate::call::transport::Transport> for &Client {}
#[allow(clippy::all)]
impl Client {
    /// Start a song
    ///
    /// Starts a task that makes two clips: from lyrics or from a description, or from an existing clip (extend, concat, cover, remaster), an uploaded clip (extend, cover, add vocals, add instruments) or a persona. Which one is said by `task_type`; without it a plain song is made. Credits are taken when the task is accepted, and given back when it fails.
    ///
    /// Sends a `POST` request to `/sonic/create`
    pub async fn create_sonic<'a>(
        &'a self,
        body: &'a types::SonicCreate,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/create", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "create_sonic",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask how far a song is
    ///
    /// Free. A song has two clips, which finish independently: the task is done when each of them is final. Ask every 15 to 25 seconds; a song takes one to three minutes. A join that was asked for with `auto_concat` has pairs instead of clips, a voice that is made has a persona. A split into stems has its tracks instead of clips; what a track looks like is not known.
    ///
    /// Sends a `GET` request to `/sonic/task/{task_id}`
    ///
    /// Arguments:
    /// - `task_id`: The id that the create answered with.
    pub async fn get_sonic_task<'a>(
        &'a self,
        task_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!(
            "{}/sonic/task/{}", self.baseurl, encode_path(& task_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).build()?;
        let info = OperationInfo {
            operation_id: "get_sonic_task",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Split a clip into voice and instruments
    ///
    /// Starts a task that splits a clip which the service made into four tracks, or into two, vocals and instruments, by older pages. What failed is paid back. The finished task is read as a song's; what a track looks like is not known.
    ///
    /// Sends a `POST` request to `/sonic/stems/basic`
    pub async fn split_sonic_stems_basic<'a>(
        &'a self,
        body: &'a types::SonicStemsRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/stems/basic", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "split_sonic_stems_basic",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Split a clip into every instrument
    ///
    /// Starts a task that splits a clip which the service made into 24 tracks, or twelve by older pages, among them backing vocals, drums, bass, guitar, keyboard, percussion, strings, synth, fx, brass and woodwinds. What failed is paid back. The finished task is read as a song's; what a track looks like is not known.
    ///
    /// Sends a `POST` request to `/sonic/stems/full`
    pub async fn split_sonic_stems_full<'a>(
        &'a self,
        body: &'a types::SonicStemsRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/stems/full", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "split_sonic_stems_full",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Make a singer from a clip
    ///
    /// Derives a persona, a singer to use again, from a clip that the service made or that was uploaded, and answers at once. The clip should not be older than 24 hours. There are two forms of request: the older one names `continue_clip_id` and `description`, the newer one `clip_id` and `describe`. The page was marked unavailable for a time in autumn 2025.
    ///
    /// Sends a `POST` request to `/sonic/persona`
    pub async fn create_sonic_persona<'a>(
        &'a self,
        body: &'a types::SonicPersonaRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/persona", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "create_sonic_persona",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Bring in a recording by its address
    ///
    /// Fetches a recording and answers with a clip id, for `extend_upload_music`, `cover_upload_music`, a persona and others. It takes some 20 seconds, or a few minutes by an older page. The recording must be free of copyright, and from 6 to 60 seconds long; since early 2026 up to 8 minutes, as MP3, WAV or another common format. With `callback_url` the answer comes at once, with a task id.
    ///
    /// Sends a `POST` request to `/sonic/upload`
    pub async fn upload_sonic_clip<'a>(
        &'a self,
        body: &'a types::SonicUploadRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/upload", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "upload_sonic_clip",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask for a clip as WAV
    ///
    /// Answers at once with the address of a WAV file.
    ///
    /// Sends a `POST` request to `/sonic/wav`
    pub async fn get_sonic_wav<'a>(
        &'a self,
        body: &'a types::SonicWavRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/wav", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "get_sonic_wav",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Generate lyrics
    ///
    /// Writes lyrics from a short description, and answers at once, in the language of the description. There are two versions; a page of 2026 speaks of one. In the reference edition it took lyrics credits, a purse of its own.
    ///
    /// Sends a `POST` request to `/sonic/lyrics`
    pub async fn write_sonic_lyrics<'a>(
        &'a self,
        body: &'a types::SonicLyricsRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/lyrics", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "write_sonic_lyrics",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask when each word is sung
    ///
    /// Answers at once with the words of a clip and their times. Asking again for the same clip is free. Soon after a song was made the words may not be ready: ask again for some minutes.
    ///
    /// Sends a `POST` request to `/sonic/aligned-lyrics`
    pub async fn align_sonic_lyrics<'a>(
        &'a self,
        body: &'a types::SonicAlignedLyricsRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/aligned-lyrics", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "align_sonic_lyrics",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask how fast a clip is
    ///
    /// Answers at once with the tempo in beats a minute.
    ///
    /// Sends a `POST` request to `/sonic/bpm`
    pub async fn measure_sonic_bpm<'a>(
        &'a self,
        body: &'a types::SonicBpmRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/bpm", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "measure_sonic_bpm",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Have style words elaborated
    ///
    /// Answers at once with a fuller description of a style, to be used as tags.
    ///
    /// Sends a `POST` request to `/sonic/upsample-tags`
    pub async fn upsample_sonic_tags<'a>(
        &'a self,
        body: &'a types::SonicUpsampleTagsRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/upsample-tags", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "upsample_sonic_tags",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Make a singer from a recording
    ///
    /// Starts a task that makes a persona from a public recording: MP3 or WAV, longer than 10 seconds, one clear singer. The finished task has a persona instead of clips. The answer may bring a warning.
    ///
    /// Sends a `POST` request to `/sonic/create-voice`
    pub async fn create_sonic_voice<'a>(
        &'a self,
        body: &'a types::SonicVoiceRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/create-voice", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "create_sonic_voice",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Take the voice out of a clip
    ///
    /// Answers with a piece of a clip's voice, from which a persona can be made. Start and end are at most 30 seconds apart.
    ///
    /// Sends a `POST` request to `/sonic/vox`
    pub async fn extract_sonic_vox<'a>(
        &'a self,
        body: &'a types::SonicVoxRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/vox", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "extract_sonic_vox",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask for the notes of a clip
    ///
    /// Answers with the notes of a song or of a single instrument's track, as a MIDI file and as a list. The clip should not be older than 24 hours. While they are being made it answers 202: ask again. Whether asking again is charged again is not known.
    ///
    /// Sends a `POST` request to `/sonic/midi`
    pub async fn get_sonic_midi<'a>(
        &'a self,
        body: &'a types::SonicMidiRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/midi", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "get_sonic_midi",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Make one song of two clips
    ///
    /// Starts a task that makes a song from two clips, with lyrics (`custom_mode` true) or a description (false).
    ///
    /// Sends a `POST` request to `/sonic/mashup`
    pub async fn create_sonic_mashup<'a>(
        &'a self,
        body: &'a types::SonicMashupRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/mashup", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "create_sonic_mashup",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Sing a section of a clip anew
    ///
    /// Starts a task that replaces a section of a clip. With `auto_concat` the task has pairs: the new section, and the full song as soon as it is joined.
    ///
    /// Sends a `POST` request to `/sonic/replace-section`
    pub async fn replace_sonic_section<'a>(
        &'a self,
        body: &'a types::SonicReplaceSectionRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/replace-section", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "replace_sonic_section",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Make a song around a piece of a recording
    ///
    /// Starts a task that builds a song on a piece of a recording, given by its address, or of a clip. The address is uploaded first: the answer tells of both steps, and which one failed. The price is not known.
    ///
    /// Sends a `POST` request to `/sonic/sample`
    pub async fn sample_sonic_clip<'a>(
        &'a self,
        body: &'a types::SonicSampleRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/sample", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "sample_sonic_clip",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Sing a recording anew, in one call
    ///
    /// Uploads a recording and starts a cover of it. The answer tells of both steps. The price is not known.
    ///
    /// Sends a `POST` request to `/sonic/upload-cover`
    pub async fn upload_and_cover_sonic<'a>(
        &'a self,
        body: &'a types::SonicUploadCoverRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/upload-cover", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "upload_and_cover_sonic",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Continue a recording, in one call
    ///
    /// Uploads a recording and starts an extension of it. The answer tells of both steps. With `auto_concat` the task has pairs: the extension, and the full song as soon as it is joined. The price is not known.
    ///
    /// Sends a `POST` request to `/sonic/upload-extend`
    pub async fn upload_and_extend_sonic<'a>(
        &'a self,
        body: &'a types::SonicUploadExtendRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/upload-extend", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "upload_and_extend_sonic",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask for a clip's files
    ///
    /// Answers with the addresses of a clip's files in the wished formats, or with 202 while they are prepared.
    ///
    /// Sends a `POST` request to `/sonic/download`
    pub async fn download_sonic_clip<'a>(
        &'a self,
        body: &'a types::SonicDownloadRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/download", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "download_sonic_clip",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask how far a batch is
    ///
    /// What it answers is not known.
    ///
    /// Sends a `GET` request to `/sonic/batch`
    ///
    /// Arguments:
    /// - `batch_id`: The id that starting the batch answered with.
    pub async fn get_sonic_batch<'a>(
        &'a self,
        batch_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/batch", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .query(&progenitor_client::QueryParam::new("batch_id", &batch_id))
            .build()?;
        let info = OperationInfo {
            operation_id: "get_sonic_batch",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Start up to ten songs at once
    ///
    /// Starts a task for each item, which is the body of a create and costs what it costs by itself; the price is not known without the items. Which items failed is told for each; what the items of `tasks` look like is not known. Each task calls its own `webhook_url`.
    ///
    /// Sends a `POST` request to `/sonic/batch`
    pub async fn create_sonic_batch<'a>(
        &'a self,
        body: &'a types::SonicBatchRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/batch", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "create_sonic_batch",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Start a song, by the other name
    ///
    /// Does what `POST /sonic/create` does; the path is an alias.
    ///
    /// Sends a `POST` request to `/suno/create`
    pub async fn create_suno<'a>(
        &'a self,
        body: &'a types::SonicCreate,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/suno/create", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "create_suno",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask how far a song is, by the other name
    ///
    /// Free. Does what `GET /sonic/task/{task_id}` does; the path is an alias, and takes the id of a task.
    ///
    /// Sends a `GET` request to `/suno/clip/{task_id}`
    ///
    /// Arguments:
    /// - `task_id`: The id that the create answered with.
    pub async fn get_suno_clip<'a>(
        &'a self,
        task_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!(
            "{}/suno/clip/{}", self.baseurl, encode_path(& task_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).build()?;
        let info = OperationInfo {
            operation_id: "get_suno_clip",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Generate lyrics, as a task
    ///
    /// Starts a task that writes lyrics from a hint. The price is not known.
    ///
    /// Sends a `POST` request to `/suno/make-lyrics`
    pub async fn make_suno_lyrics<'a>(
        &'a self,
        body: &'a types::SunoLyricsRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/suno/make-lyrics", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "make_suno_lyrics",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask for the lyrics of a task
    ///
    /// The lyrics, with `status`, of which only `complete` is known. What a task without lyrics yet answers is not known.
    ///
    /// Sends a `GET` request to `/suno/get-lyrics/{task_id}`
    ///
    /// Arguments:
    /// - `task_id`: The id that starting the lyrics answered with.
    pub async fn get_suno_lyrics<'a>(
        &'a self,
        task_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!(
            "{}/suno/get-lyrics/{}", self.baseurl, encode_path(& task_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).build()?;
        let info = OperationInfo {
            operation_id: "get_suno_lyrics",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Look at a shared song
    ///
    /// Answers with what the page behind a share link shows. The price is not known.
    ///
    /// Sends a `POST` request to `/suno/get-song`
    pub async fn get_suno_song<'a>(
        &'a self,
        body: &'a types::SunoSongRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/suno/get-song", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "get_suno_song",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Start a song, or change one
    ///
    /// Starts a task that makes two songs: from lyrics or from a description, or from a clip (extend, cover, replace a section, swap the sound, swap the vocals), each also for an uploaded clip. Which one is said by `task_type`; without it a plain song is made. A song of three to four minutes takes less than a minute. Deprecated since autumn 2025; producer has the same models. What the service answers since then is not known.
    ///
    /// Sends a `POST` request to `/riffusion/create`
    pub async fn create_riffusion<'a>(
        &'a self,
        body: &'a types::RiffusionCreate,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/riffusion/create", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "create_riffusion",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Bring in a recording by its address
    ///
    /// Fetches a recording and answers with a clip id. It must be free of copyright; formats and lengths are not known. Deprecated since autumn 2025.
    ///
    /// Sends a `POST` request to `/riffusion/upload`
    pub async fn upload_riffusion_clip<'a>(
        &'a self,
        body: &'a types::RiffusionUploadRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/riffusion/upload", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "upload_riffusion_clip",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask how far a song is
    ///
    /// A finished task has two songs: while there is only one, ask again. Under status 200 there may also be an interim answer, of a shape that is not known. How often to ask is not said. Deprecated since autumn 2025.
    ///
    /// Sends a `GET` request to `/riffusion/task/{task_id}`
    ///
    /// Arguments:
    /// - `task_id`: The id that the create answered with.
    pub async fn get_riffusion_task<'a>(
        &'a self,
        task_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!(
            "{}/riffusion/task/{}", self.baseurl, encode_path(& task_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).build()?;
        let info = OperationInfo {
            operation_id: "get_riffusion_task",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Start a song, or extend one
    ///
    /// Marked unavailable since May 2025; what it answers while unavailable is not known. Starts a task that makes two songs of 130 or 32 seconds: from a description (`lyrics_type` `generate`), from one's own lyrics (`user`) or without vocals (`instrumental`); or one that extends a song at its start or end (`config.mode`).
    ///
    /// Sends a `POST` request to `/studio/create`
    pub async fn create_studio<'a>(
        &'a self,
        body: &'a types::StudioCreate,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/studio/create", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "create_studio",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask how far a song is
    ///
    /// Marked unavailable since May 2025. The task is finished when `data.status` is `SUCCESS`; how it tells that it failed is not known, but there is `data.fail_reason`. The documented example took 50 seconds. How often to ask is not said.
    ///
    /// Sends a `GET` request to `/studio/task/{task_id}`
    ///
    /// Arguments:
    /// - `task_id`: The id that the create answered with, in `data`.
    pub async fn get_studio_task<'a>(
        &'a self,
        task_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!(
            "{}/studio/task/{}", self.baseurl, encode_path(& task_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).build()?;
        let info = OperationInfo {
            operation_id: "get_studio_task",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Start a song or background music
    ///
    /// Starts a task that makes one song with vocals (`type` `vocal`) or background music (`bgm`). Four minutes take some 30 seconds. A sister service has retired it in 2026, and answers 410; this one still lists it without a mark, but its own client leaves it out. Songs belong to `POST /sonic/create` then, background music to `POST /producer/create`.
    ///
    /// Sends a `POST` request to `/nuro/create`
    pub async fn create_nuro<'a>(
        &'a self,
        body: &'a types::NuroCreate,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/nuro/create", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "create_nuro",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask how far a song is
    ///
    /// The answer is the song itself, with `status`, and nothing around it. How often to ask is not said. When a task fails with an error of type `api_error`, `timeout`, `bad_request` or `forbidden`, its credits are given back once. A sister service has retired it in 2026; old tasks can no longer be asked for there.
    ///
    /// Sends a `GET` request to `/nuro/task/{task_id}`
    ///
    /// Arguments:
    /// - `task_id`: The id that the create answered with.
    pub async fn get_nuro_task<'a>(
        &'a self,
        task_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!(
            "{}/nuro/task/{}", self.baseurl, encode_path(& task_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).build()?;
        let info = OperationInfo {
            operation_id: "get_nuro_task",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Start a song, or change one
    ///
    /// Starts a task that makes one song: from lyrics or a sound, or from a clip (extend, replace a section, cover), an uploaded clip among them. Which one is said by `task_type`; without it a song is made. What fails upstream is paid back. For music without vocals leave the lyrics out and say `instrumental, no vocals` in `sound`; for a variation create the song again with another `seed`. Variation and the two swaps are retired and answer 410. Whether a cover is depends on the page: back since 20 May 2026 by the documentation, 410 by the vendor's client.
    ///
    /// Sends a `POST` request to `/producer/create`
    pub async fn create_producer<'a>(
        &'a self,
        body: &'a types::ProducerCreate,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/producer/create", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "create_producer",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Bring in a recording by its address
    ///
    /// Starts a task that fetches a recording and gives it a clip id. The page was marked unavailable for a time in spring 2026.
    ///
    /// Sends a `POST` request to `/producer/upload`
    pub async fn upload_producer_clip<'a>(
        &'a self,
        body: &'a types::ProducerUploadRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/producer/upload", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "upload_producer_clip",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask for a clip's file
    ///
    /// Starts a task that prepares the file of a clip; its address is the `audio_url` of the finished task. What fails upstream is paid back. The page was marked unavailable for a time in spring 2026.
    ///
    /// Sends a `POST` request to `/producer/download`
    pub async fn download_producer_clip<'a>(
        &'a self,
        body: &'a types::ProducerDownloadRequest,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/producer/download", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).build()?;
        let info = OperationInfo {
            operation_id: "download_producer_clip",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask how far a song, an upload or a download is
    ///
    /// Free. A task has one song; what stands in `data` depends on the kind of task. What a failed task cost is given back. A sister service has had `status` beside `data` since 2026.
    ///
    /// Sends a `GET` request to `/producer/task/{task_id}`
    ///
    /// Arguments:
    /// - `task_id`: The id that the create, the upload or the download answered with.
    pub async fn get_producer_task<'a>(
        &'a self,
        task_id: &'a str,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!(
            "{}/producer/task/{}", self.baseurl, encode_path(& task_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).build()?;
        let info = OperationInfo {
            operation_id: "get_producer_task",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }

    /// Ask what is left to spend
    ///
    /// Free. Credits are shared by all models. What was bought extra is spent first and never expires, but needs an active subscription; monthly credits end with their cycle. A new account has some to begin with: 30 by a page of early 2026. Lyrics credits are not shown. Unknown parameters of the query are accepted.
    ///
    /// Sends a `GET` request to `/get-credits`
    pub async fn get_credits<'a>(
        &'a self,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/get-credits", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self.client.get(url).build()?;
        let info = OperationInfo {
            operation_id: "get_credits",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => Ok(ResponseValue::stream(response)),
            _ => Err(Error::ErrorResponse(ResponseValue::stream(response))),
        }
    }
}

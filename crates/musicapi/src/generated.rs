// Made by `cargo xtask codegen` from openapi/musicapi.yaml (sha256 4a3b2d7632b3aa0fa527ae6ada47936fbb9bd4cf0a606ea2b75d4564e189a4f2) with progenitor 0.15.1. Edits are lost.

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
        /// The lyrics as sung.
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
        /// The title.
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
        pub custom_mode: bool,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks such as `[Verse]`; with `auto_lyrics` a hint to write them from.
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
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
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
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub continue_at: Option<f64>,
        /// The clip to start from; for `concat_music` the extension.
        pub continue_clip_id: String,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        pub custom_mode: bool,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks such as `[Verse]`; with `auto_lyrics` a hint to write them from.
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
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
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

    /// A song from lyrics (`custom_mode` true, `prompt`) or from a description (`custom_mode` false, `gpt_description_prompt`).
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicCreateMusic {
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
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks such as `[Verse]`; with `auto_lyrics` a hint to write them from.
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
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// More of a clip that the service made. The result is the new part alone; `concat_music` joins the two.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicExtendMusic {
        /// The second at which to continue.
        pub continue_at: f64,
        /// The clip to start from; for `concat_music` the extension.
        pub continue_clip_id: String,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        pub custom_mode: bool,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks such as `[Verse]`; with `auto_lyrics` a hint to write them from.
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
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
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
        pub continue_at: f64,
        /// The clip to start from; for `concat_music` the extension.
        pub continue_clip_id: String,
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        pub custom_mode: bool,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The lyrics, with section marks such as `[Verse]`; with `auto_lyrics` a hint to write them from.
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
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
    }

    /// A song by a persona, a singer derived from a clip before.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SonicPersonaMusic {
        /// True when lyrics (`prompt`), title and tags are given; false when a description is.
        pub custom_mode: bool,
        /// What the song is to be, in plain words.
        ///
        /// At most 400 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub gpt_description_prompt: Option<String>,
        /// Without vocals.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub make_instrumental: Option<bool>,
        /// The model that sings.
        pub mv: crate::types::SonicModel,
        /// Styles to keep out.
        ///
        /// At most 200 characters.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub negative_tags: Option<String>,
        /// The singer, by the id that creating the persona answered with.
        pub persona_id: String,
        /// The lyrics, with section marks such as `[Verse]`; with `auto_lyrics` a hint to write them from.
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
        /// The voice, female or male; models from v4-5 on.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub vocal_gender: Option<crate::types::SonicVocalGender>,
        /// How far to stray from the usual.
        ///
        /// From 0 to 1.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub weirdness_constraint: Option<f64>,
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
        /// See [`TaskNotice`].
        TaskNotice(TaskNotice),
    }

    impl From<SonicTask> for SonicTaskAnswer {
        fn from(value: SonicTask) -> Self {
            Self::SonicTask(value)
        }
    }

    impl From<TaskNotice> for SonicTaskAnswer {
        fn from(value: TaskNotice) -> Self {
            Self::TaskNotice(value)
        }
    }

    /// A task that was accepted and paid for.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct TaskCreated {
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

    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }

    crate::default_tag::default_tag! {
        SonicCreate, "task_type", "create_music"
    }

    impl SonicConcatMusic {
        /// With what is required, and nothing else.
        #[must_use]
        pub fn new(continue_clip_id: impl Into<String>) -> Self {
            Self {
                continue_clip_id: continue_clip_id.into(),
            }
        }
    }

    impl SonicCoverMusic {
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
                audio_weight: None,
                gpt_description_prompt: None,
                make_instrumental: None,
                negative_tags: None,
                prompt: None,
                style_weight: None,
                tags: None,
                title: None,
                vocal_gender: None,
                weirdness_constraint: None,
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
                audio_weight: None,
                continue_at: None,
                gpt_description_prompt: None,
                make_instrumental: None,
                negative_tags: None,
                prompt: None,
                style_weight: None,
                tags: None,
                title: None,
                vocal_gender: None,
                weirdness_constraint: None,
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
                auto_lyrics: None,
                gpt_description_prompt: None,
                make_instrumental: None,
                negative_tags: None,
                prompt: None,
                style_weight: None,
                tags: None,
                title: None,
                vocal_gender: None,
                weirdness_constraint: None,
            }
        }
    }

    impl SonicExtendMusic {
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
                gpt_description_prompt: None,
                make_instrumental: None,
                negative_tags: None,
                prompt: None,
                style_weight: None,
                tags: None,
                title: None,
                vocal_gender: None,
                weirdness_constraint: None,
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
                gpt_description_prompt: None,
                make_instrumental: None,
                negative_tags: None,
                prompt: None,
                style_weight: None,
                tags: None,
                title: None,
                vocal_gender: None,
                weirdness_constraint: None,
            }
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
                gpt_description_prompt: None,
                make_instrumental: None,
                negative_tags: None,
                prompt: None,
                style_weight: None,
                tags: None,
                title: None,
                vocal_gender: None,
                weirdness_constraint: None,
            }
        }
    }

    crate::open_enum::open_enum! {
        #[doc =
        " What became of the task. All but `not_ready` are final, and the credits are given back."]
        pub enum TaskNoticeType { #[doc = " `not_ready`."] NotReady = "not_ready", #[doc
        = " `failed`."] Failed = "failed", #[doc = " `timeout`."] Timeout = "timeout",
        #[doc = " `forbidden`."] Forbidden = "forbidden", #[doc = " `api_error`."]
        ApiError = "api_error", }
    }

    crate::open_enum::open_enum! {
        #[doc = " The model that sings."] pub enum SonicModel { #[doc = " `sonic-v3-5`."]
        SonicV3_5 = "sonic-v3-5", #[doc = " `sonic-v4`."] SonicV4 = "sonic-v4", #[doc =
        " `sonic-v4-5`."] SonicV4_5 = "sonic-v4-5", #[doc = " `sonic-v4-5-plus`."]
        SonicV4_5Plus = "sonic-v4-5-plus", #[doc = " `sonic-v5`."] SonicV5 = "sonic-v5",
        #[doc = " `sonic-v5-5`."] SonicV5_5 = "sonic-v5-5", #[doc = " `sonic-v6`."]
        SonicV6 = "sonic-v6", #[doc = " `sonic-v6-wild`."] SonicV6Wild = "sonic-v6-wild",
        #[doc = " `sonic-v6-mini`."] SonicV6Mini = "sonic-v6-mini", }
    }

    crate::open_enum::open_enum! {
        #[doc = " The voice, female or male; models from v4-5 on."] pub enum
        SonicVocalGender { #[doc = " `f`."] F = "f", #[doc = " `m`."] M = "m", }
    }

    crate::open_enum::open_enum! {
        #[doc = " How far a clip is."] pub enum SonicClipState { #[doc = " `pending`."]
        Pending = "pending", #[doc = " `running`."] Running = "running", #[doc =
        " `succeeded`."] Succeeded = "succeeded", #[doc = " `failed`."] Failed =
        "failed", }
    }
}

#[derive(Clone, Debug)]
/// Client for MusicAPI
///
/// Music from words, over HTTP. A create call costs credits and answers with a task id at once; the task is then asked, every 15 to 25 seconds, until each of its clips is final.
///
/// Version: 0.1.0
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::transport::Transport,
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
        inner: crate::transport::Transport,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}

impl ClientInfo<crate::transport::Transport> for Client {
    fn api_version() -> &'static str {
        "0.1.0"
    }

    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }

    fn client(&self) -> &reqwest::Client {
        &self.client
    }

    fn inner(&self) -> &crate::transport::Transport {
        &self.inner
    }
}

impl ClientHooks<crate::transport::Transport> for &Client {}
#[allow(clippy::all)]
impl Client {
    /// Start a song
    ///
    /// Starts a task that makes two clips: from lyrics or from a description, or from an existing clip (extend, concat, cover), an uploaded clip or a persona. Which one is said by `task_type`; without it a plain song is made. Credits are taken when the task is accepted, and given back when it fails.
    ///
    /// Sends a `POST` request to `/sonic/create`
    pub async fn create_sonic<'a>(
        &'a self,
        body: &'a types::SonicCreate,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/create", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.post(url).json(&body).headers(header_map).build()?;
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
    /// Free. A task has two clips, which finish independently: the task is done when each of them is final. Ask every 15 to 25 seconds; a song takes one to three minutes.
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
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
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

    /// Ask what is left to spend
    ///
    /// Free. Credits are shared by all models. What was bought extra is spent first and never expires; monthly credits end with their cycle. Lyrics credits are not shown.
    ///
    /// Sends a `GET` request to `/get-credits`
    pub async fn get_credits<'a>(
        &'a self,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/get-credits", self.baseurl,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = self.client.get(url).headers(header_map).build()?;
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

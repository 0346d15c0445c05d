// Made by `cargo xtask codegen` from openapi/musicapi.yaml. Edits are lost.

#![allow(clippy::all, reason = "made")]

//! The table.
use crate::table::*;
/// The address of the service.
pub const SERVER: &str = "https://api.musicapi.ai/api/v1";
/// Every family, in the order of the document.
pub static FAMILIES: &[Family] = &[
    Family {
        name: "sonic",
        description: "Create, extend, join and cover songs with vocals; tools for clips.",
    },
    Family {
        name: "suno",
        description: "Other names for sonic calls, lyrics as a task, and a look at a shared song.",
    },
    Family {
        name: "riffusion",
        description: "Songs with vocals, and exchange of their voice or sound. Deprecated.",
    },
    Family {
        name: "studio",
        description: "Short songs. Unavailable.",
    },
    Family {
        name: "nuro",
        description: "One song with vocals, or background music, at a time. Deprecated.",
    },
    Family {
        name: "producer",
        description: "Create, extend, edit and cover one song at a time.",
    },
    Family {
        name: "account",
        description: "What is left to spend.",
    },
];
/// Every operation, in the order of the document.
pub static OPERATIONS: &[&Operation] = &[
    &CREATE_SONIC,
    &GET_SONIC_TASK,
    &SPLIT_SONIC_STEMS_BASIC,
    &SPLIT_SONIC_STEMS_FULL,
    &CREATE_SONIC_PERSONA,
    &UPLOAD_SONIC_CLIP,
    &GET_SONIC_WAV,
    &WRITE_SONIC_LYRICS,
    &ALIGN_SONIC_LYRICS,
    &MEASURE_SONIC_BPM,
    &UPSAMPLE_SONIC_TAGS,
    &CREATE_SONIC_VOICE,
    &EXTRACT_SONIC_VOX,
    &GET_SONIC_MIDI,
    &CREATE_SONIC_MASHUP,
    &REPLACE_SONIC_SECTION,
    &SAMPLE_SONIC_CLIP,
    &UPLOAD_AND_COVER_SONIC,
    &UPLOAD_AND_EXTEND_SONIC,
    &DOWNLOAD_SONIC_CLIP,
    &CREATE_SONIC_BATCH,
    &GET_SONIC_BATCH,
    &CREATE_SUNO,
    &GET_SUNO_CLIP,
    &MAKE_SUNO_LYRICS,
    &GET_SUNO_LYRICS,
    &GET_SUNO_SONG,
    &CREATE_RIFFUSION,
    &UPLOAD_RIFFUSION_CLIP,
    &GET_RIFFUSION_TASK,
    &CREATE_STUDIO,
    &GET_STUDIO_TASK,
    &CREATE_NURO,
    &GET_NURO_TASK,
    &CREATE_PRODUCER,
    &UPLOAD_PRODUCER_CLIP,
    &DOWNLOAD_PRODUCER_CLIP,
    &GET_PRODUCER_TASK,
    &GET_CREDITS,
];
/// Every refusal that the document has an example of, each text once a status.
pub static REFUSALS: &[Refusal] = &[
    Refusal {
        status: 400u16,
        name: "address",
        text: "Audio URL is not accessible. Please provide a public direct audio file URL.",
    },
    Refusal {
        status: 400u16,
        name: "language",
        text: "Input language not supported",
    },
    Refusal {
        status: 400u16,
        name: "custom_mode",
        text: "The 'custom_mode' field should be boolean.",
    },
    Refusal {
        status: 400u16,
        name: "description",
        text: "The 'gpt_description_prompt' character length should be less than 400.",
    },
    Refusal {
        status: 400u16,
        name: "make_instrumental",
        text: "The 'make_instrumental' field should be boolean.",
    },
    Refusal {
        status: 400u16,
        name: "model",
        text: "The 'mv' field is invalid. The model should be 'sonic-v3-5' or 'sonic-v4'.",
    },
    Refusal {
        status: 400u16,
        name: "persona",
        text: "The 'persona_id' field is required when task_type = persona_music.",
    },
    Refusal {
        status: 400u16,
        name: "length",
        text: "The description character length should be less than 120.",
    },
    Refusal {
        status: 400u16,
        name: "description",
        text: "The description character length should be less than 200.",
    },
    Refusal {
        status: 400u16,
        name: "name",
        text: "The name character length should be less than 80.",
    },
    Refusal {
        status: 400u16,
        name: "prompt",
        text: "The prompt character length should be less than 3000.",
    },
    Refusal {
        status: 400u16,
        name: "tags",
        text: "The tags character length should be less than 200.",
    },
    Refusal {
        status: 400u16,
        name: "title",
        text: "The title character length should be less than 80.",
    },
    Refusal {
        status: 400u16,
        name: "known_recording",
        text: "This audio matches an existing recording in our catalog.",
    },
    Refusal {
        status: 400u16,
        name: "no_audio",
        text: "Upload request failed (HTTP 400) — Invalid audio file",
    },
    Refusal {
        status: 400u16,
        name: "required",
        text: "description is required.",
    },
    Refusal {
        status: 400u16,
        name: "missing",
        text: "missing task id.",
    },
    Refusal {
        status: 400u16,
        name: "required",
        text: "name and continue_clip_id are required fields.",
    },
    Refusal {
        status: 400u16,
        name: "not_found",
        text: "task not found.",
    },
    Refusal {
        status: 401u16,
        name: "expired",
        text: "Authorization expired",
    },
    Refusal {
        status: 401u16,
        name: "missing",
        text: "Authorization header is missing.",
    },
    Refusal {
        status: 401u16,
        name: "format",
        text: "Invalid authorization format.",
    },
    Refusal {
        status: 401u16,
        name: "signature",
        text: "Invalid signature",
    },
    Refusal {
        status: 402u16,
        name: "credits",
        text: "The remaining credits are not enough. You can buy more one-time credit packs or subscribe.",
    },
    Refusal {
        status: 403u16,
        name: "rate",
        text: "API QPS limit exceeded",
    },
    Refusal {
        status: 403u16,
        name: "usage",
        text: "API usage limit exceeded",
    },
    Refusal {
        status: 403u16,
        name: "queue",
        text: "Queue is full",
    },
    Refusal {
        status: 403u16,
        name: "lyrics_copyright",
        text: "The lyrics contain copyrighted content: 'specificError'. Please use original lyrics.",
    },
    Refusal {
        status: 403u16,
        name: "lyrics_moderation",
        text: "The lyrics contain inappropriate content: 'specificError'.",
    },
    Refusal {
        status: 403u16,
        name: "lyrics_format",
        text: "The lyrics format is invalid. Please check and try again.",
    },
    Refusal {
        status: 403u16,
        name: "description_artist",
        text: "The song description contains artist names: 'specificError' which is not allowed.",
    },
    Refusal {
        status: 403u16,
        name: "description_producer",
        text: "The song description contains producer tags: 'specificError' which is not allowed.",
    },
    Refusal {
        status: 403u16,
        name: "description_moderation",
        text: "The song description needs moderation review.",
    },
    Refusal {
        status: 403u16,
        name: "subscription",
        text: "You do not have an active subscription. Please check whether your renewal was successful.",
    },
    Refusal {
        status: 404u16,
        name: "not_found",
        text: "Task not found",
    },
    Refusal {
        status: 404u16,
        name: "not_found",
        text: "task not found.",
    },
    Refusal {
        status: 410u16,
        name: "retired",
        text: "This operation is retired.",
    },
    Refusal {
        status: 429u16,
        name: "concurrent",
        text: "Too many concurrent requests.",
    },
    Refusal {
        status: 500u16,
        name: "system",
        text: "API system error, please contact administrator",
    },
    Refusal {
        status: 500u16,
        name: "algorithm",
        text: "Algorithm error",
    },
    Refusal {
        status: 500u16,
        name: "semantics",
        text: "Semantic error, please try again",
    },
    Refusal {
        status: 502u16,
        name: "upstream",
        text: "The music service failed.",
    },
    Refusal {
        status: 504u16,
        name: "timeout",
        text: "Task failed due to timeout. Credits were previously refunded.",
    },
];
/// Every callback, in the order of the document.
pub static CALLBACKS: &[Callback] = &[
    Callback {
        name: "SonicWebhook",
        platform: "suno",
        creates: &[
            "create_sonic",
            "create_sonic_voice",
            "create_sonic_mashup",
            "replace_sonic_section",
            "sample_sonic_clip",
            "upload_and_cover_sonic",
            "upload_and_extend_sonic",
            "create_suno",
        ],
    },
    Callback {
        name: "NuroWebhook",
        platform: "nuro",
        creates: &["create_nuro"],
    },
    Callback {
        name: "ProducerWebhook",
        platform: "producer",
        creates: &["create_producer", "upload_producer_clip", "download_producer_clip"],
    },
];
/// `POST /sonic/create`: Start a song.
pub static CREATE_SONIC: Operation = Operation {
    id: "create_sonic",
    family: "sonic",
    method: "POST",
    path: "/sonic/create",
    summary: "Start a song",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: Some("create_music"),
            description: "A song from lyrics (`custom_mode` true, `prompt`) or from a description (`custom_mode` false, `gpt_description_prompt`).",
            retired: false,
            price: Some(Price {
                credits: 20u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 20u32, purse: BalanceKind::Credits }, since: Some(Edition::new(2026u16, 10u8)), until: None, source: "observed: a reading of the price page in October 2026" },
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: Some(Edition::new(2026u16, 7u8)), source: "documented: credits-usage-guide (February 2025 and later)" },
            ],
            fields: fields::SONIC_CREATE_MUSIC,
            rules: &[
                Rule {
                    when: Some(When {
                        field: "custom_mode",
                        values: &["true"],
                        or_absent: false,
                    }),
                    require: &[&["prompt"], &["lyrics"]],
                    unless: Some(When {
                        field: "make_instrumental",
                        values: &["true"],
                        or_absent: false,
                    }),
                    exclusive: false,
                },
                Rule {
                    when: Some(When {
                        field: "custom_mode",
                        values: &["false"],
                        or_absent: false,
                    }),
                    require: &[&["gpt_description_prompt"]],
                    unless: None,
                    exclusive: false,
                },
            ],
            example: Some(
                "{\"custom_mode\":false,\"gpt_description_prompt\":\"a lullaby for a lighthouse keeper\",\"mv\":\"sonic-v6\"}",
            ),
        },
        Form {
            name: Some("extend_music"),
            description: "More of a clip that the service made. The result is the new part alone; `concat_music` joins the two.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: sonic-instructions (E4)" },
            ],
            fields: fields::SONIC_EXTEND_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"extend_music\",\"continue_clip_id\":\"a533515b-56c9-4eb2-8cb8-7f3dfa165eb8\",\"mv\":\"sonic-v6\"}",
            ),
        },
        Form {
            name: Some("concat_music"),
            description: "An extension joined with the clip it extends, as one full song.",
            retired: false,
            price: Some(Price {
                credits: 2u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 2u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: sonic-instructions (E4)" },
            ],
            fields: fields::SONIC_CONCAT_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"concat_music\",\"continue_clip_id\":\"a533515b-56c9-4eb2-8cb8-7f3dfa165eb8\"}",
            ),
        },
        Form {
            name: Some("cover_music"),
            description: "A cover of a clip that the service made, in another style.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: sonic-instructions (E4)" },
            ],
            fields: fields::SONIC_COVER_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"cover_music\",\"continue_clip_id\":\"a2632456-62b0-405c-9de8-2ba509cf24fe\",\"tags\":\"jazz\",\"mv\":\"sonic-v6\"}",
            ),
        },
        Form {
            name: Some("persona_music"),
            description: "A song by a persona, a singer derived from a clip before.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: sonic-instructions (E4)" },
            ],
            fields: fields::SONIC_PERSONA_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"persona_music\",\"custom_mode\":true,\"prompt\":\"[Verse]\\nThe lamp goes round, the harbour sleeps\",\"title\":\"Keeper of the Light\",\"tags\":\"pop\",\"persona_id\":\"c08806c1-34fa-4290-a78d-0c623eb1dd1c\",\"mv\":\"sonic-v3-5\"}",
            ),
        },
        Form {
            name: Some("extend_upload_music"),
            description: "More of a clip that was uploaded. Starting at second 0.1 is recommended.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: sonic-instructions (E4)" },
            ],
            fields: fields::SONIC_EXTEND_UPLOAD_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"extend_upload_music\",\"custom_mode\":true,\"prompt\":\"[Verse]\\nSalt on the window, oil in the lamp\",\"title\":\"Salt and Oil\",\"tags\":\"folk\",\"continue_clip_id\":\"cfbc3d3c-2add-4265-bcdf-924092096e3d\",\"continue_at\":0.1,\"mv\":\"sonic-v4\"}",
            ),
        },
        Form {
            name: Some("cover_upload_music"),
            description: "A cover of a clip that was uploaded, in another style.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: sonic-instructions (E4)" },
            ],
            fields: fields::SONIC_COVER_UPLOAD_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"cover_upload_music\",\"custom_mode\":true,\"prompt\":\"[Verse]\\nSalt on the window, oil in the lamp\",\"title\":\"Salt and Oil\",\"tags\":\"jazz\",\"continue_clip_id\":\"cfbc3d3c-2add-4265-bcdf-924092096e3d\",\"mv\":\"sonic-v4\"}",
            ),
        },
        Form {
            name: Some("remaster"),
            description: "A clip in another quality. It should not be older than 24 hours.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: pages of July and October 2026" },
            ],
            fields: fields::SONIC_REMASTER,
            rules: &[],
            example: Some(
                "{\"task_type\":\"remaster\",\"continue_clip_id\":\"26c9c592-0566-46cf-bb71-91ac1deaa7b5\",\"mv\":\"sonic-v5\",\"variation_category\":\"subtle\"}",
            ),
        },
        Form {
            name: Some("add_instrumental"),
            description: "Instruments for an uploaded clip. A clip that the service made is not taken.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: pages of July and October 2026" },
            ],
            fields: fields::SONIC_ADD_INSTRUMENTAL,
            rules: &[],
            example: Some(
                "{\"task_type\":\"add_instrumental\",\"continue_clip_id\":\"cfbc3d3c-2add-4265-bcdf-924092096e3d\",\"mv\":\"sonic-v4-5-plus\",\"tags\":\"accordion, double bass\"}",
            ),
        },
        Form {
            name: Some("add_vocals"),
            description: "A voice for an uploaded clip. A clip that the service made is not taken.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: pages of July and October 2026" },
            ],
            fields: fields::SONIC_ADD_VOCALS,
            rules: &[
                Rule {
                    when: None,
                    require: &[&["prompt"], &["lyrics"]],
                    unless: None,
                    exclusive: false,
                },
            ],
            example: Some(
                "{\"task_type\":\"add_vocals\",\"continue_clip_id\":\"cfbc3d3c-2add-4265-bcdf-924092096e3d\",\"prompt\":\"[Verse]\\nThe ferry hums below the quay\",\"mv\":\"sonic-v4-5-plus\",\"webhook_url\":\"https://example.com/hooks/music\",\"webhook_secret\":\"a-secret-of-your-own\"}",
            ),
        },
    ],
    tag: Some(Tag {
        field: "task_type",
        default: Some("create_music"),
    }),
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_sonic_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `GET /sonic/task/{task_id}`: Ask how far a song is.
pub static GET_SONIC_TASK: Operation = Operation {
    id: "get_sonic_task",
    family: "sonic",
    method: "GET",
    path: "/sonic/task/{task_id}",
    summary: "Ask how far a song is",
    deprecated: false,
    replacement: None,
    parameters: &[
        Parameter {
            name: "task_id",
            description: "The id that the create answered with.",
            location: ParameterLocation::Path,
            required: true,
            kind: Kind::Text,
            example: Some("468d0e42-f7a6-40ce-9a4c-37db56b13b99"),
        },
    ],
    forms: &[],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: Some(Report {
        clips: "/data",
        state: "/state",
        state_of: StateOf::Clip,
        members: &["/extended", "/replaced", "/full"],
        single: Some("/persona_id"),
        at_least: 1usize,
        waiting: &["pending", "streaming", "running"],
        succeeded: &["succeeded"],
        failed: &["failed"],
        notice: Some(StatusMessage {
            word: "/type",
            waiting: &["not_ready"],
            failed: &["failed", "timeout", "forbidden", "api_error"],
        }),
        pace: (15u32, 25u32),
        pace_source: "documented: get-sonic-music (E0, E4), introduction (E4)",
        takes: Some((60u32, 180u32)),
        clip: ClipFields {
            id: "/clip_id",
            audio: &["/audio_url"],
            title: Some("/title"),
            duration: Some("/duration"),
            model: Some("/mv"),
            lyrics: Some("/lyrics"),
            image: Some("/image_url"),
        },
    }),
};
/// `POST /sonic/stems/basic`: Split a clip into voice and instruments.
pub static SPLIT_SONIC_STEMS_BASIC: Operation = Operation {
    id: "split_sonic_stems_basic",
    family: "sonic",
    method: "POST",
    path: "/sonic/stems/basic",
    summary: "Split a clip into voice and instruments",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The clip to split.",
            retired: false,
            price: Some(Price {
                credits: 30u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 30u32, purse: BalanceKind::Credits }, since: Some(Edition::new(2026u16, 10u8)), until: None, source: "observed: a reading of the price page in October 2026, for four tracks" },
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: Some(Edition::new(2026u16, 7u8)), source: "documented: pages of E5 and E6" },
            ],
            fields: fields::SONIC_STEMS_REQUEST,
            rules: &[],
            example: Some("{\"clip_id\":\"8ce9770b-ec3b-4029-a3e3-4b8db20da7d1\"}"),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_sonic_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `POST /sonic/stems/full`: Split a clip into every instrument.
pub static SPLIT_SONIC_STEMS_FULL: Operation = Operation {
    id: "split_sonic_stems_full",
    family: "sonic",
    method: "POST",
    path: "/sonic/stems/full",
    summary: "Split a clip into every instrument",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The clip to split.",
            retired: false,
            price: Some(Price {
                credits: 75u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 75u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: pages of E5 and E6, for twelve tracks; the price of the reference edition is not known" },
            ],
            fields: fields::SONIC_STEMS_REQUEST,
            rules: &[],
            example: Some("{\"clip_id\":\"8ce9770b-ec3b-4029-a3e3-4b8db20da7d1\"}"),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_sonic_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `POST /sonic/persona`: Make a singer from a clip.
pub static CREATE_SONIC_PERSONA: Operation = Operation {
    id: "create_sonic_persona",
    family: "sonic",
    method: "POST",
    path: "/sonic/persona",
    summary: "Make a singer from a clip",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "A singer's name, and the clip it is derived from: `continue_clip_id` with `description` in the older form, `clip_id` with `describe` in the newer one.",
            retired: false,
            price: Some(Price {
                credits: 1u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 1u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: a page of a sister service (E4); the price of this service is not known" },
            ],
            fields: fields::SONIC_PERSONA_REQUEST,
            rules: &[
                Rule {
                    when: None,
                    require: &[&["continue_clip_id"], &["clip_id"]],
                    unless: None,
                    exclusive: false,
                },
            ],
            example: Some(
                "{\"name\":\"Lamplighter\",\"description\":\"folk, low and unhurried\",\"continue_clip_id\":\"a2632456-62b0-405c-9de8-2ba509cf24fe\"}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `POST /sonic/upload`: Bring in a recording by its address.
pub static UPLOAD_SONIC_CLIP: Operation = Operation {
    id: "upload_sonic_clip",
    family: "sonic",
    method: "POST",
    path: "/sonic/upload",
    summary: "Bring in a recording by its address",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "A recording, and whether to wait for it.",
            retired: false,
            price: Some(Price {
                credits: 2u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 2u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: notes on a sister service, and of one program; the price of this service is not known" },
            ],
            fields: fields::SONIC_UPLOAD_REQUEST,
            rules: &[],
            example: Some(
                "{\"url\":\"https://audio.jukehost.co.uk/Ij5SXdAJKLg4tggS8T1xIH1Z0DuOWq5e.mp3\"}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `POST /sonic/wav`: Ask for a clip as WAV.
pub static GET_SONIC_WAV: Operation = Operation {
    id: "get_sonic_wav",
    family: "sonic",
    method: "POST",
    path: "/sonic/wav",
    summary: "Ask for a clip as WAV",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The clip to have as WAV.",
            retired: false,
            price: Some(Price {
                credits: 2u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 2u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: guide (E6); the price of the reference edition is not known" },
            ],
            fields: fields::SONIC_WAV_REQUEST,
            rules: &[],
            example: Some("{\"clip_id\":\"8ce9770b-ec3b-4029-a3e3-4b8db20da7d1\"}"),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `POST /sonic/lyrics`: Generate lyrics.
pub static WRITE_SONIC_LYRICS: Operation = Operation {
    id: "write_sonic_lyrics",
    family: "sonic",
    method: "POST",
    path: "/sonic/lyrics",
    summary: "Generate lyrics",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "What the lyrics are to be about.",
            retired: false,
            price: Some(Price {
                credits: 2u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 2u32, purse: BalanceKind::Credits }, since: Some(Edition::new(2026u16, 1u8)), until: None, source: "documented: ai-lyrics-api (2026, the month is not known); nothing for a call that times out" },
                KnownPrice { price: Price { credits: 10u32, purse: BalanceKind::LyricsCredits }, since: None, until: Some(Edition::new(2025u16, 8u8)), source: "documented: credits-usage-guide, faq (E0 to E2), a purse of its own" },
            ],
            fields: fields::SONIC_LYRICS_REQUEST,
            rules: &[],
            example: Some("{\"description\":\"a kite over an empty beach\"}"),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `POST /sonic/aligned-lyrics`: Ask when each word is sung.
pub static ALIGN_SONIC_LYRICS: Operation = Operation {
    id: "align_sonic_lyrics",
    family: "sonic",
    method: "POST",
    path: "/sonic/aligned-lyrics",
    summary: "Ask when each word is sung",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The clip whose words are to be timed.",
            retired: false,
            price: Some(Price {
                credits: 1u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 1u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: lyric-alignment guide (E6); the first time, then free" },
            ],
            fields: fields::SONIC_ALIGNED_LYRICS_REQUEST,
            rules: &[],
            example: Some("{\"clip_id\":\"26c9c592-0566-46cf-bb71-91ac1deaa7b5\"}"),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `POST /sonic/bpm`: Ask how fast a clip is.
pub static MEASURE_SONIC_BPM: Operation = Operation {
    id: "measure_sonic_bpm",
    family: "sonic",
    method: "POST",
    path: "/sonic/bpm",
    summary: "Ask how fast a clip is",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The clip whose tempo is asked for.",
            retired: false,
            price: Some(Price {
                credits: 1u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 1u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: a page of a sister service (January 2026); the price of this service is not known" },
            ],
            fields: fields::SONIC_BPM_REQUEST,
            rules: &[],
            example: Some("{\"clip_id\":\"26c9c592-0566-46cf-bb71-91ac1deaa7b5\"}"),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `POST /sonic/upsample-tags`: Have style words elaborated.
pub static UPSAMPLE_SONIC_TAGS: Operation = Operation {
    id: "upsample_sonic_tags",
    family: "sonic",
    method: "POST",
    path: "/sonic/upsample-tags",
    summary: "Have style words elaborated",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The style to elaborate.",
            retired: false,
            price: Some(Price {
                credits: 1u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 1u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: a page of a sister service (January 2026); the price of this service is not known" },
            ],
            fields: fields::SONIC_UPSAMPLE_TAGS_REQUEST,
            rules: &[],
            example: Some("{\"tags\":\"sea shanty, slow\"}"),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `POST /sonic/create-voice`: Make a singer from a recording.
pub static CREATE_SONIC_VOICE: Operation = Operation {
    id: "create_sonic_voice",
    family: "sonic",
    method: "POST",
    path: "/sonic/create-voice",
    summary: "Make a singer from a recording",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The recording to make a singer from.",
            retired: false,
            price: Some(Price {
                credits: 4u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 4u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: create-voice (E5)" },
            ],
            fields: fields::SONIC_VOICE_REQUEST,
            rules: &[],
            example: Some(
                "{\"audio_url\":\"https://example.com/recordings/lamplighter.wav\"}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_sonic_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `POST /sonic/vox`: Take the voice out of a clip.
pub static EXTRACT_SONIC_VOX: Operation = Operation {
    id: "extract_sonic_vox",
    family: "sonic",
    method: "POST",
    path: "/sonic/vox",
    summary: "Take the voice out of a clip",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The clip whose voice is taken out, and which part of it.",
            retired: false,
            price: Some(Price {
                credits: 1u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 1u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: a page of a sister service (January 2026); the price of this service is not known" },
            ],
            fields: fields::SONIC_VOX_REQUEST,
            rules: &[],
            example: Some("{\"clip_id\":\"4538ed06-ccdd-452d-b90f-c35d29150050\"}"),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `POST /sonic/midi`: Ask for the notes of a clip.
pub static GET_SONIC_MIDI: Operation = Operation {
    id: "get_sonic_midi",
    family: "sonic",
    method: "POST",
    path: "/sonic/midi",
    summary: "Ask for the notes of a clip",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The song or stem whose notes are asked for.",
            retired: false,
            price: Some(Price {
                credits: 1u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 1u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: a page of a sister service (January 2026); the price of this service is not known" },
            ],
            fields: fields::SONIC_MIDI_REQUEST,
            rules: &[],
            example: Some("{\"clip_id\":\"26c9c592-0566-46cf-bb71-91ac1deaa7b5\"}"),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `POST /sonic/mashup`: Make one song of two clips.
pub static CREATE_SONIC_MASHUP: Operation = Operation {
    id: "create_sonic_mashup",
    family: "sonic",
    method: "POST",
    path: "/sonic/mashup",
    summary: "Make one song of two clips",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The two clips, and the song to make of them.",
            retired: false,
            price: Some(Price {
                credits: 10u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 10u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: a page of a sister service (2026); the price of this service is not known" },
            ],
            fields: fields::SONIC_MASHUP_REQUEST,
            rules: &[],
            example: Some(
                "{\"mashup_clip_ids\":[\"26c9c592-0566-46cf-bb71-91ac1deaa7b5\",\"7d3a1c55-2f0e-4b7a-9d63-0c4be1f8a210\"],\"custom_mode\":false,\"mv\":\"sonic-v5\",\"gpt_description_prompt\":\"a round for two lighthouse keepers\"}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_sonic_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `POST /sonic/replace-section`: Sing a section of a clip anew.
pub static REPLACE_SONIC_SECTION: Operation = Operation {
    id: "replace_sonic_section",
    family: "sonic",
    method: "POST",
    path: "/sonic/replace-section",
    summary: "Sing a section of a clip anew",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The section of a clip, and what to put there.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: replace-section-api (E6), the same as a generation" },
            ],
            fields: fields::SONIC_REPLACE_SECTION_REQUEST,
            rules: &[],
            example: Some(
                "{\"clip_id\":\"26c9c592-0566-46cf-bb71-91ac1deaa7b5\",\"mv\":\"sonic-v5\",\"infill_start_s\":30,\"infill_end_s\":45,\"prompt\":\"[Chorus]\\nTurn, turn, keep the dark at sea\"}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_sonic_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `POST /sonic/sample`: Make a song around a piece of a recording.
pub static SAMPLE_SONIC_CLIP: Operation = Operation {
    id: "sample_sonic_clip",
    family: "sonic",
    method: "POST",
    path: "/sonic/sample",
    summary: "Make a song around a piece of a recording",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The piece of a recording or a clip, and the song to build on it.",
            retired: false,
            price: None,
            prices: &[],
            fields: fields::SONIC_SAMPLE_REQUEST,
            rules: &[
                Rule {
                    when: None,
                    require: &[&["url"], &["sample_clip_id"]],
                    unless: None,
                    exclusive: true,
                },
            ],
            example: Some(
                "{\"sample_clip_id\":\"26c9c592-0566-46cf-bb71-91ac1deaa7b5\",\"chop_sample_start_s\":4,\"chop_sample_end_s\":12,\"custom_mode\":true,\"mv\":\"sonic-v4-5-all\",\"make_instrumental\":true,\"title\":\"Creaking Door\",\"tags\":\"trip hop\"}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_sonic_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `POST /sonic/upload-cover`: Sing a recording anew, in one call.
pub static UPLOAD_AND_COVER_SONIC: Operation = Operation {
    id: "upload_and_cover_sonic",
    family: "sonic",
    method: "POST",
    path: "/sonic/upload-cover",
    summary: "Sing a recording anew, in one call",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "A recording, and how to sing it anew.",
            retired: false,
            price: None,
            prices: &[],
            fields: fields::SONIC_UPLOAD_COVER_REQUEST,
            rules: &[],
            example: Some(
                "{\"url\":\"https://audio.jukehost.co.uk/Ij5SXdAJKLg4tggS8T1xIH1Z0DuOWq5e.mp3\",\"custom_mode\":false,\"mv\":\"sonic-v5\",\"gpt_description_prompt\":\"the same tune for a brass band\"}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_sonic_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `POST /sonic/upload-extend`: Continue a recording, in one call.
pub static UPLOAD_AND_EXTEND_SONIC: Operation = Operation {
    id: "upload_and_extend_sonic",
    family: "sonic",
    method: "POST",
    path: "/sonic/upload-extend",
    summary: "Continue a recording, in one call",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "A recording, and how to go on with it.",
            retired: false,
            price: None,
            prices: &[],
            fields: fields::SONIC_UPLOAD_EXTEND_REQUEST,
            rules: &[],
            example: Some(
                "{\"url\":\"https://audio.jukehost.co.uk/Ij5SXdAJKLg4tggS8T1xIH1Z0DuOWq5e.mp3\",\"custom_mode\":false,\"mv\":\"sonic-v5\",\"gpt_description_prompt\":\"it gets louder, and then it ends\"}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_sonic_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `POST /sonic/download`: Ask for a clip's files.
pub static DOWNLOAD_SONIC_CLIP: Operation = Operation {
    id: "download_sonic_clip",
    family: "sonic",
    method: "POST",
    path: "/sonic/download",
    summary: "Ask for a clip's files",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The clip, and the formats wished for.",
            retired: false,
            price: Some(Price {
                credits: 2u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 2u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: notes on this service and on a sister service (2026); a call, for any number of formats, and not again after 202" },
            ],
            fields: fields::SONIC_DOWNLOAD_REQUEST,
            rules: &[],
            example: Some(
                "{\"clip_id\":\"26c9c592-0566-46cf-bb71-91ac1deaa7b5\",\"formats\":[\"mp3\",\"wav\"]}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `POST /sonic/batch`: Start up to ten songs at once.
pub static CREATE_SONIC_BATCH: Operation = Operation {
    id: "create_sonic_batch",
    family: "sonic",
    method: "POST",
    path: "/sonic/batch",
    summary: "Start up to ten songs at once",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The songs to start.",
            retired: false,
            price: None,
            prices: &[],
            fields: fields::SONIC_BATCH_REQUEST,
            rules: &[],
            example: Some(
                "{\"items\":[{\"custom_mode\":false,\"gpt_description_prompt\":\"a march for a small harbour\",\"mv\":\"sonic-v5\"},{\"task_type\":\"create_music\",\"custom_mode\":false,\"gpt_description_prompt\":\"a waltz for the same\",\"mv\":\"sonic-v5\"}]}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: Some(Next {
        operation: "get_sonic_batch",
        parameter: "batch_id",
        value: "/batch_id",
    }),
    report: None,
};
/// `GET /sonic/batch`: Ask how far a batch is.
pub static GET_SONIC_BATCH: Operation = Operation {
    id: "get_sonic_batch",
    family: "sonic",
    method: "GET",
    path: "/sonic/batch",
    summary: "Ask how far a batch is",
    deprecated: false,
    replacement: None,
    parameters: &[
        Parameter {
            name: "batch_id",
            description: "The id that starting the batch answered with.",
            location: ParameterLocation::Query,
            required: true,
            kind: Kind::Text,
            example: Some("e7c3a1f5-6d0b-4b28-9f84-0a2d5c8b7e19"),
        },
    ],
    forms: &[],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `POST /suno/create`: Start a song, by the other name.
pub static CREATE_SUNO: Operation = Operation {
    id: "create_suno",
    family: "suno",
    method: "POST",
    path: "/suno/create",
    summary: "Start a song, by the other name",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: Some("create_music"),
            description: "A song from lyrics (`custom_mode` true, `prompt`) or from a description (`custom_mode` false, `gpt_description_prompt`).",
            retired: false,
            price: Some(Price {
                credits: 20u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 20u32, purse: BalanceKind::Credits }, since: Some(Edition::new(2026u16, 10u8)), until: None, source: "observed: a reading of the price page in October 2026" },
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: Some(Edition::new(2026u16, 7u8)), source: "documented: credits-usage-guide (February 2025 and later)" },
            ],
            fields: fields::SONIC_CREATE_MUSIC,
            rules: &[
                Rule {
                    when: Some(When {
                        field: "custom_mode",
                        values: &["true"],
                        or_absent: false,
                    }),
                    require: &[&["prompt"], &["lyrics"]],
                    unless: Some(When {
                        field: "make_instrumental",
                        values: &["true"],
                        or_absent: false,
                    }),
                    exclusive: false,
                },
                Rule {
                    when: Some(When {
                        field: "custom_mode",
                        values: &["false"],
                        or_absent: false,
                    }),
                    require: &[&["gpt_description_prompt"]],
                    unless: None,
                    exclusive: false,
                },
            ],
            example: Some(
                "{\"custom_mode\":false,\"gpt_description_prompt\":\"a lullaby for a lighthouse keeper\",\"mv\":\"sonic-v6\"}",
            ),
        },
        Form {
            name: Some("extend_music"),
            description: "More of a clip that the service made. The result is the new part alone; `concat_music` joins the two.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: sonic-instructions (E4)" },
            ],
            fields: fields::SONIC_EXTEND_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"extend_music\",\"continue_clip_id\":\"a533515b-56c9-4eb2-8cb8-7f3dfa165eb8\",\"mv\":\"sonic-v6\"}",
            ),
        },
        Form {
            name: Some("concat_music"),
            description: "An extension joined with the clip it extends, as one full song.",
            retired: false,
            price: Some(Price {
                credits: 2u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 2u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: sonic-instructions (E4)" },
            ],
            fields: fields::SONIC_CONCAT_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"concat_music\",\"continue_clip_id\":\"a533515b-56c9-4eb2-8cb8-7f3dfa165eb8\"}",
            ),
        },
        Form {
            name: Some("cover_music"),
            description: "A cover of a clip that the service made, in another style.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: sonic-instructions (E4)" },
            ],
            fields: fields::SONIC_COVER_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"cover_music\",\"continue_clip_id\":\"a2632456-62b0-405c-9de8-2ba509cf24fe\",\"tags\":\"jazz\",\"mv\":\"sonic-v6\"}",
            ),
        },
        Form {
            name: Some("persona_music"),
            description: "A song by a persona, a singer derived from a clip before.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: sonic-instructions (E4)" },
            ],
            fields: fields::SONIC_PERSONA_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"persona_music\",\"custom_mode\":true,\"prompt\":\"[Verse]\\nThe lamp goes round, the harbour sleeps\",\"title\":\"Keeper of the Light\",\"tags\":\"pop\",\"persona_id\":\"c08806c1-34fa-4290-a78d-0c623eb1dd1c\",\"mv\":\"sonic-v3-5\"}",
            ),
        },
        Form {
            name: Some("extend_upload_music"),
            description: "More of a clip that was uploaded. Starting at second 0.1 is recommended.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: sonic-instructions (E4)" },
            ],
            fields: fields::SONIC_EXTEND_UPLOAD_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"extend_upload_music\",\"custom_mode\":true,\"prompt\":\"[Verse]\\nSalt on the window, oil in the lamp\",\"title\":\"Salt and Oil\",\"tags\":\"folk\",\"continue_clip_id\":\"cfbc3d3c-2add-4265-bcdf-924092096e3d\",\"continue_at\":0.1,\"mv\":\"sonic-v4\"}",
            ),
        },
        Form {
            name: Some("cover_upload_music"),
            description: "A cover of a clip that was uploaded, in another style.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: sonic-instructions (E4)" },
            ],
            fields: fields::SONIC_COVER_UPLOAD_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"cover_upload_music\",\"custom_mode\":true,\"prompt\":\"[Verse]\\nSalt on the window, oil in the lamp\",\"title\":\"Salt and Oil\",\"tags\":\"jazz\",\"continue_clip_id\":\"cfbc3d3c-2add-4265-bcdf-924092096e3d\",\"mv\":\"sonic-v4\"}",
            ),
        },
        Form {
            name: Some("remaster"),
            description: "A clip in another quality. It should not be older than 24 hours.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: pages of July and October 2026" },
            ],
            fields: fields::SONIC_REMASTER,
            rules: &[],
            example: Some(
                "{\"task_type\":\"remaster\",\"continue_clip_id\":\"26c9c592-0566-46cf-bb71-91ac1deaa7b5\",\"mv\":\"sonic-v5\",\"variation_category\":\"subtle\"}",
            ),
        },
        Form {
            name: Some("add_instrumental"),
            description: "Instruments for an uploaded clip. A clip that the service made is not taken.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: pages of July and October 2026" },
            ],
            fields: fields::SONIC_ADD_INSTRUMENTAL,
            rules: &[],
            example: Some(
                "{\"task_type\":\"add_instrumental\",\"continue_clip_id\":\"cfbc3d3c-2add-4265-bcdf-924092096e3d\",\"mv\":\"sonic-v4-5-plus\",\"tags\":\"accordion, double bass\"}",
            ),
        },
        Form {
            name: Some("add_vocals"),
            description: "A voice for an uploaded clip. A clip that the service made is not taken.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: pages of July and October 2026" },
            ],
            fields: fields::SONIC_ADD_VOCALS,
            rules: &[
                Rule {
                    when: None,
                    require: &[&["prompt"], &["lyrics"]],
                    unless: None,
                    exclusive: false,
                },
            ],
            example: Some(
                "{\"task_type\":\"add_vocals\",\"continue_clip_id\":\"cfbc3d3c-2add-4265-bcdf-924092096e3d\",\"prompt\":\"[Verse]\\nThe ferry hums below the quay\",\"mv\":\"sonic-v4-5-plus\",\"webhook_url\":\"https://example.com/hooks/music\",\"webhook_secret\":\"a-secret-of-your-own\"}",
            ),
        },
    ],
    tag: Some(Tag {
        field: "task_type",
        default: Some("create_music"),
    }),
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_suno_clip",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `GET /suno/clip/{task_id}`: Ask how far a song is, by the other name.
pub static GET_SUNO_CLIP: Operation = Operation {
    id: "get_suno_clip",
    family: "suno",
    method: "GET",
    path: "/suno/clip/{task_id}",
    summary: "Ask how far a song is, by the other name",
    deprecated: false,
    replacement: None,
    parameters: &[
        Parameter {
            name: "task_id",
            description: "The id that the create answered with.",
            location: ParameterLocation::Path,
            required: true,
            kind: Kind::Text,
            example: Some("468d0e42-f7a6-40ce-9a4c-37db56b13b99"),
        },
    ],
    forms: &[],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: Some(Report {
        clips: "/data",
        state: "/state",
        state_of: StateOf::Clip,
        members: &["/extended", "/replaced", "/full"],
        single: Some("/persona_id"),
        at_least: 1usize,
        waiting: &["pending", "streaming", "running"],
        succeeded: &["succeeded"],
        failed: &["failed"],
        notice: Some(StatusMessage {
            word: "/type",
            waiting: &["not_ready"],
            failed: &["failed", "timeout", "forbidden", "api_error"],
        }),
        pace: (15u32, 25u32),
        pace_source: "documented: get-sonic-music (E0, E4), introduction (E4)",
        takes: Some((60u32, 180u32)),
        clip: ClipFields {
            id: "/clip_id",
            audio: &["/audio_url"],
            title: Some("/title"),
            duration: Some("/duration"),
            model: Some("/mv"),
            lyrics: Some("/lyrics"),
            image: Some("/image_url"),
        },
    }),
};
/// `POST /suno/make-lyrics`: Generate lyrics, as a task.
pub static MAKE_SUNO_LYRICS: Operation = Operation {
    id: "make_suno_lyrics",
    family: "suno",
    method: "POST",
    path: "/suno/make-lyrics",
    summary: "Generate lyrics, as a task",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "What the lyrics are to be about.",
            retired: false,
            price: None,
            prices: &[],
            fields: fields::SUNO_LYRICS_REQUEST,
            rules: &[],
            example: Some("{\"prompt\":\"the last bus home\"}"),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: Some(Next {
        operation: "get_suno_lyrics",
        parameter: "task_id",
        value: "/data/task_id",
    }),
    report: None,
};
/// `GET /suno/get-lyrics/{task_id}`: Ask for the lyrics of a task.
pub static GET_SUNO_LYRICS: Operation = Operation {
    id: "get_suno_lyrics",
    family: "suno",
    method: "GET",
    path: "/suno/get-lyrics/{task_id}",
    summary: "Ask for the lyrics of a task",
    deprecated: false,
    replacement: None,
    parameters: &[
        Parameter {
            name: "task_id",
            description: "The id that starting the lyrics answered with.",
            location: ParameterLocation::Path,
            required: true,
            kind: Kind::Text,
            example: Some("5c9a2e70-1d4b-4f86-a3e9-7b0d8c6f2e15"),
        },
    ],
    forms: &[],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `POST /suno/get-song`: Look at a shared song.
pub static GET_SUNO_SONG: Operation = Operation {
    id: "get_suno_song",
    family: "suno",
    method: "POST",
    path: "/suno/get-song",
    summary: "Look at a shared song",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The shared song.",
            retired: false,
            price: None,
            prices: &[],
            fields: fields::SUNO_SONG_REQUEST,
            rules: &[],
            example: Some("{\"share_link\":\"https://suno.com/s/k3eper0fTheL1ght\"}"),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `POST /riffusion/create`: Start a song, or change one.
pub static CREATE_RIFFUSION: Operation = Operation {
    id: "create_riffusion",
    family: "riffusion",
    method: "POST",
    path: "/riffusion/create",
    summary: "Start a song, or change one",
    deprecated: true,
    replacement: Some("create_producer"),
    parameters: &[],
    forms: &[
        Form {
            name: Some("create_music"),
            description: "A song from lyrics (`custom_mode` true) or from a description (`custom_mode` false, `prompt`).",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025), for two songs" },
            ],
            fields: fields::RIFFUSION_CREATE_MUSIC,
            rules: &[
                Rule {
                    when: Some(When {
                        field: "custom_mode",
                        values: &["false"],
                        or_absent: true,
                    }),
                    require: &[&["prompt"]],
                    unless: None,
                    exclusive: false,
                },
            ],
            example: Some(
                "{\"mv\":\"FUZZ-1.1 Pro\",\"prompt\":\"a sleepy song about tides\",\"custom_mode\":false}",
            ),
        },
        Form {
            name: Some("extend_music"),
            description: "More of a clip.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025), for two songs" },
            ],
            fields: fields::RIFFUSION_EXTEND_MUSIC,
            rules: &[],
            example: Some(
                "{\"custom_mode\":true,\"lyrics\":\"[Verse 2]\\nA trawler answers with its horn\",\"title\":\"Keeper of the Light\",\"sound\":\"pop\",\"continue_at\":10,\"continue_clip_id\":\"f524dd12-cb7a-4eb6-b2fb-780f0ed07d9c\",\"task_type\":\"extend_music\",\"mv\":\"FUZZ-1.1 Pro\"}",
            ),
        },
        Form {
            name: Some("cover_music"),
            description: "A clip in another style.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025), for two songs" },
            ],
            fields: fields::RIFFUSION_COVER_MUSIC,
            rules: &[],
            example: Some(
                "{\"custom_mode\":true,\"lyrics\":\"[Verse]\\nThe lamp goes round, the harbour sleeps\",\"sound\":\"bluegrass\",\"continue_clip_id\":\"3b497e86-c6cf-4598-b999-94a1bfa912f6\",\"task_type\":\"cover_music\",\"mv\":\"FUZZ-1.1 Pro\"}",
            ),
        },
        Form {
            name: Some("extend_upload_music"),
            description: "More of an uploaded clip.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025), for two songs" },
            ],
            fields: fields::RIFFUSION_EXTEND_UPLOAD_MUSIC,
            rules: &[],
            example: Some(
                "{\"custom_mode\":true,\"lyrics\":\"[Verse 2]\\nA trawler answers with its horn\",\"title\":\"Keeper of the Light\",\"sound\":\"pop\",\"continue_at\":10,\"continue_clip_id\":\"90c1f7ae-5b3d-4e26-8f0a-d47b2c9e6158\",\"task_type\":\"extend_upload_music\",\"mv\":\"FUZZ-1.1 Pro\"}",
            ),
        },
        Form {
            name: Some("cover_upload_music"),
            description: "An uploaded clip in another style.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025), for two songs" },
            ],
            fields: fields::RIFFUSION_COVER_UPLOAD_MUSIC,
            rules: &[],
            example: Some(
                "{\"custom_mode\":true,\"lyrics\":\"[Verse]\\nThe lamp goes round, the harbour sleeps\",\"sound\":\"bluegrass\",\"continue_clip_id\":\"90c1f7ae-5b3d-4e26-8f0a-d47b2c9e6158\",\"task_type\":\"cover_upload_music\",\"mv\":\"FUZZ-1.1 Pro\"}",
            ),
        },
        Form {
            name: Some("replace_music"),
            description: "A section of a clip made anew.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025), for two songs" },
            ],
            fields: fields::RIFFUSION_REPLACE_MUSIC,
            rules: &[],
            example: Some(
                "{\"custom_mode\":true,\"lyrics\":\"[Chorus]\\nBurn, burn, bring the boats to me\",\"sound\":\"pop\",\"continue_clip_id\":\"3b497e86-c6cf-4598-b999-94a1bfa912f6\",\"replace_start_time\":30,\"replace_end_time\":45,\"task_type\":\"replace_music\",\"mv\":\"FUZZ-1.0 Pro\"}",
            ),
        },
        Form {
            name: Some("replace_upload_music"),
            description: "A section of an uploaded clip made anew.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025), for two songs" },
            ],
            fields: fields::RIFFUSION_REPLACE_UPLOAD_MUSIC,
            rules: &[],
            example: Some(
                "{\"custom_mode\":true,\"lyrics\":\"[Chorus]\\nBurn, burn, bring the boats to me\",\"sound\":\"pop\",\"continue_clip_id\":\"90c1f7ae-5b3d-4e26-8f0a-d47b2c9e6158\",\"replace_start_time\":30,\"replace_end_time\":45,\"task_type\":\"replace_upload_music\",\"mv\":\"FUZZ-1.0 Pro\"}",
            ),
        },
        Form {
            name: Some("swap_music_sound"),
            description: "A clip with other instruments, said in `sound`.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025), for two songs" },
            ],
            fields: fields::RIFFUSION_SWAP_MUSIC_SOUND,
            rules: &[],
            example: Some(
                "{\"custom_mode\":true,\"lyrics\":\"[Verse]\\nThe lamp goes round, the harbour sleeps\",\"sound\":\"accordion and hand drum\",\"continue_clip_id\":\"3b497e86-c6cf-4598-b999-94a1bfa912f6\",\"task_type\":\"swap_music_sound\",\"mv\":\"FUZZ-1.1\"}",
            ),
        },
        Form {
            name: Some("swap_upload_music_sound"),
            description: "An uploaded clip with other instruments, said in `sound`.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025), for two songs" },
            ],
            fields: fields::RIFFUSION_SWAP_UPLOAD_MUSIC_SOUND,
            rules: &[],
            example: Some(
                "{\"custom_mode\":true,\"lyrics\":\"[Verse]\\nThe lamp goes round, the harbour sleeps\",\"sound\":\"accordion and hand drum\",\"continue_clip_id\":\"90c1f7ae-5b3d-4e26-8f0a-d47b2c9e6158\",\"task_type\":\"swap_upload_music_sound\",\"mv\":\"FUZZ-1.1\"}",
            ),
        },
        Form {
            name: Some("swap_music_vocals"),
            description: "A clip with another voice, said in `sound`.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025), for two songs" },
            ],
            fields: fields::RIFFUSION_SWAP_MUSIC_VOCALS,
            rules: &[],
            example: Some(
                "{\"custom_mode\":true,\"lyrics\":\"[Verse]\\nThe lamp goes round, the harbour sleeps\",\"sound\":\"an old man, half speaking\",\"vocal_variation\":0.4,\"continue_clip_id\":\"3b497e86-c6cf-4598-b999-94a1bfa912f6\",\"task_type\":\"swap_music_vocals\",\"mv\":\"FUZZ-1.0\"}",
            ),
        },
        Form {
            name: Some("swap_upload_music_vocals"),
            description: "An uploaded clip with another voice, said in `sound`.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025), for two songs" },
            ],
            fields: fields::RIFFUSION_SWAP_UPLOAD_MUSIC_VOCALS,
            rules: &[],
            example: Some(
                "{\"custom_mode\":true,\"lyrics\":\"[Verse]\\nThe lamp goes round, the harbour sleeps\",\"sound\":\"an old man, half speaking\",\"continue_clip_id\":\"90c1f7ae-5b3d-4e26-8f0a-d47b2c9e6158\",\"task_type\":\"swap_upload_music_vocals\",\"mv\":\"FUZZ-1.0\"}",
            ),
        },
    ],
    tag: Some(Tag {
        field: "task_type",
        default: Some("create_music"),
    }),
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_riffusion_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `POST /riffusion/upload`: Bring in a recording by its address.
pub static UPLOAD_RIFFUSION_CLIP: Operation = Operation {
    id: "upload_riffusion_clip",
    family: "riffusion",
    method: "POST",
    path: "/riffusion/upload",
    summary: "Bring in a recording by its address",
    deprecated: true,
    replacement: Some("upload_producer_clip"),
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "A recording.",
            retired: false,
            price: Some(Price {
                credits: 2u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 2u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: riffusion-instructions (E1, E2)" },
            ],
            fields: fields::RIFFUSION_UPLOAD_REQUEST,
            rules: &[],
            example: Some(
                "{\"url\":\"https://audio.jukehost.co.uk/Ij5SXdAJKLg4tggS8T1xIH1Z0DuOWq5e.mp3\"}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// `GET /riffusion/task/{task_id}`: Ask how far a song is.
pub static GET_RIFFUSION_TASK: Operation = Operation {
    id: "get_riffusion_task",
    family: "riffusion",
    method: "GET",
    path: "/riffusion/task/{task_id}",
    summary: "Ask how far a song is",
    deprecated: true,
    replacement: Some("get_producer_task"),
    parameters: &[
        Parameter {
            name: "task_id",
            description: "The id that the create answered with.",
            location: ParameterLocation::Path,
            required: true,
            kind: Kind::Text,
            example: Some("6d7253ac-916e-49a8-b288-91ffa7f8a8cd"),
        },
    ],
    forms: &[],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: Some(Report {
        clips: "/data",
        state: "/state",
        state_of: StateOf::Clip,
        members: &[],
        single: None,
        at_least: 2usize,
        waiting: &["pending", "running"],
        succeeded: &["succeeded"],
        failed: &["failed"],
        notice: Some(StatusMessage {
            word: "/type",
            waiting: &["not_ready"],
            failed: &["failed", "timeout", "forbidden", "api_error"],
        }),
        pace: (15u32, 25u32),
        pace_source: "inferred, nothing found: from the other families",
        takes: None,
        clip: ClipFields {
            id: "/clip_id",
            audio: &["/audio_url"],
            title: Some("/title"),
            duration: None,
            model: Some("/mv"),
            lyrics: Some("/lyrics"),
            image: Some("/image_url"),
        },
    }),
};
/// `POST /studio/create`: Start a song, or extend one.
pub static CREATE_STUDIO: Operation = Operation {
    id: "create_studio",
    family: "studio",
    method: "POST",
    path: "/studio/create",
    summary: "Start a song, or extend one",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The song to make, or the one to extend and how.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 15u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025), for both models and two songs" },
            ],
            fields: fields::STUDIO_CREATE,
            rules: &[
                Rule {
                    when: Some(When {
                        field: "lyrics_type",
                        values: &["user"],
                        or_absent: false,
                    }),
                    require: &[&["lyrics"]],
                    unless: None,
                    exclusive: false,
                },
            ],
            example: Some(
                "{\"prompt\":\"bossa nova, vibraphone\",\"lyrics_type\":\"instrumental\",\"prompt_strength\":0.5,\"clarity_strength\":0.25,\"lyrics_strength\":0.5,\"generation_quality\":0.75,\"model_type\":\"studio32-v1.5\",\"config\":{\"mode\":\"regular\"}}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_studio_task",
        task_id: "/data",
    }),
    next: None,
    report: None,
};
/// `GET /studio/task/{task_id}`: Ask how far a song is.
pub static GET_STUDIO_TASK: Operation = Operation {
    id: "get_studio_task",
    family: "studio",
    method: "GET",
    path: "/studio/task/{task_id}",
    summary: "Ask how far a song is",
    deprecated: false,
    replacement: None,
    parameters: &[
        Parameter {
            name: "task_id",
            description: "The id that the create answered with, in `data`.",
            location: ParameterLocation::Path,
            required: true,
            kind: Kind::Text,
            example: Some("c29531f3-97eb-41b9-b563-a6e222d5a1b2"),
        },
    ],
    forms: &[],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: Some(Report {
        clips: "/data/data/songs",
        state: "/data/status",
        state_of: StateOf::Task,
        members: &[],
        single: None,
        at_least: 1usize,
        waiting: &["NOT_START", "IN_PROGRESS"],
        succeeded: &["SUCCESS"],
        failed: &[],
        notice: None,
        pace: (15u32, 25u32),
        pace_source: "inferred, nothing found: from the other families",
        takes: None,
        clip: ClipFields {
            id: "/id",
            audio: &["/song_path"],
            title: Some("/title"),
            duration: Some("/duration"),
            model: None,
            lyrics: Some("/lyrics"),
            image: Some("/image_path"),
        },
    }),
};
/// `POST /nuro/create`: Start a song or background music.
pub static CREATE_NURO: Operation = Operation {
    id: "create_nuro",
    family: "nuro",
    method: "POST",
    path: "/nuro/create",
    summary: "Start a song or background music",
    deprecated: true,
    replacement: Some("create_sonic for vocals, create_producer for background music"),
    parameters: &[],
    forms: &[
        Form {
            name: Some("vocal"),
            description: "A song with vocals. What isn't said of singer and style the service chooses.",
            retired: false,
            price: Some(Price {
                credits: 10u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 10u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025)" },
            ],
            fields: fields::NURO_VOCAL,
            rules: &[],
            example: Some(
                "{\"type\":\"vocal\",\"lyrics\":\"[intro]\\n[verse]\\nThe lamp goes round, the harbour sleeps\\nThe ropes are slack, the water creeps\\nA cat walks down the fish quay wall\\nAnd no one hears the night bird call\\n[chorus]\\nTurn, turn, keep the dark at sea\\nTurn, turn, bring the boats to me\\nThe morning comes, the gulls will cry\\nAnd I will watch the last star die\\n[bridge]\\nOil in the can, salt on the pane\\n[inst]\\n\",\"gender\":\"Female\",\"genre\":\"Folk\",\"mood\":\"Calm/Relaxing\",\"timbre\":\"Warm\",\"duration\":120}",
            ),
        },
        Form {
            name: Some("bgm"),
            description: "Background music. With v2.0 it can have segments, 30 to 120 seconds in all, and a single one of at least 30; whether genre, mood, instrument and theme go with v2.0 is not known.",
            retired: false,
            price: Some(Price {
                credits: 10u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 10u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: credits-usage-guide (June 2025)" },
            ],
            fields: fields::NURO_BGM,
            rules: &[],
            example: Some(
                "{\"description\":\"calm music for a slow film\",\"type\":\"bgm\",\"version\":\"v2.0\",\"segments\":[{\"name\":\"intro\",\"duration\":10},{\"name\":\"verse\",\"duration\":30},{\"name\":\"chorus\",\"duration\":40},{\"name\":\"outro\",\"duration\":15}]}",
            ),
        },
    ],
    tag: Some(Tag {
        field: "type",
        default: None,
    }),
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_nuro_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `GET /nuro/task/{task_id}`: Ask how far a song is.
pub static GET_NURO_TASK: Operation = Operation {
    id: "get_nuro_task",
    family: "nuro",
    method: "GET",
    path: "/nuro/task/{task_id}",
    summary: "Ask how far a song is",
    deprecated: true,
    replacement: Some("get_sonic_task, get_producer_task"),
    parameters: &[
        Parameter {
            name: "task_id",
            description: "The id that the create answered with.",
            location: ParameterLocation::Path,
            required: true,
            kind: Kind::Text,
            example: Some("4c35433b-1649-433d-b513-8422af70fbaa"),
        },
    ],
    forms: &[],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: Some(Report {
        clips: "",
        state: "/status",
        state_of: StateOf::Clip,
        members: &[],
        single: None,
        at_least: 1usize,
        waiting: &["pending", "running"],
        succeeded: &["succeeded"],
        failed: &["failed"],
        notice: None,
        pace: (15u32, 25u32),
        pace_source: "inferred, supported: from the other families",
        takes: Some((30u32, 70u32)),
        clip: ClipFields {
            id: "/task_id",
            audio: &["/audio_url"],
            title: None,
            duration: Some("/duration"),
            model: None,
            lyrics: Some("/lyrics"),
            image: None,
        },
    }),
};
/// `POST /producer/create`: Start a song, or change one.
pub static CREATE_PRODUCER: Operation = Operation {
    id: "create_producer",
    family: "producer",
    method: "POST",
    path: "/producer/create",
    summary: "Start a song, or change one",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: Some("create_music"),
            description: "A song from lyrics, from a sound, or from both.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: 12, flat, in a note of August 2026 on the vendor's price page and in a program" },
            ],
            fields: fields::PRODUCER_CREATE_MUSIC,
            rules: &[
                Rule {
                    when: None,
                    require: &[&["sound"], &["lyrics"]],
                    unless: None,
                    exclusive: false,
                },
            ],
            example: Some(
                "{\"sound\":\"waves against a pier, instrumental, no vocals\",\"length\":60}",
            ),
        },
        Form {
            name: Some("extend_music"),
            description: "More of a clip, from `starts_at` on, `length` seconds long.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: api-450367154, api-450367170 (April 2026)" },
            ],
            fields: fields::PRODUCER_EXTEND_MUSIC,
            rules: &[
                Rule {
                    when: None,
                    require: &[&["starts_at"], &["starts"]],
                    unless: None,
                    exclusive: false,
                },
            ],
            example: Some(
                "{\"task_type\":\"extend_music\",\"clip_id\":\"abc123xyz789\",\"starts_at\":45,\"instruction\":\"let the foghorn answer\",\"length\":30}",
            ),
        },
        Form {
            name: Some("extend_upload_music"),
            description: "More of an uploaded clip, from `starts_at` on, `length` seconds long.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: api-450367154, api-450367170 (April 2026)" },
            ],
            fields: fields::PRODUCER_EXTEND_UPLOAD_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"extend_upload_music\",\"clip_id\":\"abc123xyz789\",\"starts_at\":45,\"lyrics\":\"The gulls have gone to bed\",\"length\":30}",
            ),
        },
        Form {
            name: Some("replace_music"),
            description: "A section of a clip made anew, the rest as it was.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: api-450367154, api-450367170 (April 2026)" },
            ],
            fields: fields::PRODUCER_REPLACE_MUSIC,
            rules: &[
                Rule {
                    when: None,
                    require: &[&["starts_at", "ends_at"], &["starts", "ends"]],
                    unless: None,
                    exclusive: false,
                },
            ],
            example: Some(
                "{\"task_type\":\"replace_music\",\"clip_id\":\"abc123xyz789\",\"starts_at\":30,\"ends_at\":45,\"instruction\":\"a quiet break with only the bell\"}",
            ),
        },
        Form {
            name: Some("replace_upload_music"),
            description: "A section of an uploaded clip made anew, the rest as it was.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "documented: api-450367154, api-450367170 (April 2026)" },
            ],
            fields: fields::PRODUCER_REPLACE_UPLOAD_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"replace_upload_music\",\"clip_id\":\"abc123xyz789\",\"starts_at\":30,\"ends_at\":45,\"instruction\":\"a quiet break with only the bell\"}",
            ),
        },
        Form {
            name: Some("cover_music"),
            description: "A clip in another style. By the documentation it works again since 20 May 2026; by the vendor's client it answers 410.",
            retired: false,
            price: Some(Price {
                credits: 12u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 12u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: 12, flat, in a note of August 2026 on the vendor's price page and in a program" },
            ],
            fields: fields::PRODUCER_COVER_MUSIC,
            rules: &[],
            example: Some(
                "{\"task_type\":\"cover_music\",\"clip_id\":\"370c650a-88cd-4f4b-960d-801e686c8a7a\",\"sound\":\"brass band\",\"strength\":0.6}",
            ),
        },
        Form {
            name: Some("music_variation"),
            description: "Another song like a clip. Retired, it answers 410.",
            retired: true,
            price: Some(Price {
                credits: 10u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 10u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: a sister service (autumn 2025), before it was retired" },
            ],
            fields: fields::PRODUCER_MUSIC_VARIATION,
            rules: &[],
            example: Some(
                "{\"task_type\":\"music_variation\",\"clip_id\":\"370c650a-88cd-4f4b-960d-801e686c8a7a\",\"mv\":\"FUZZ-2.0\"}",
            ),
        },
        Form {
            name: Some("swap_music_vocals"),
            description: "A clip with another voice. Retired, it answers 410.",
            retired: true,
            price: Some(Price {
                credits: 10u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 10u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: a sister service (autumn 2025), before it was retired" },
            ],
            fields: fields::PRODUCER_SWAP_MUSIC_VOCALS,
            rules: &[],
            example: Some(
                "{\"task_type\":\"swap_music_vocals\",\"clip_id\":\"370c650a-88cd-4f4b-960d-801e686c8a7a\",\"sound\":\"an old man, half speaking\",\"mv\":\"FUZZ-2.0\"}",
            ),
        },
        Form {
            name: Some("swap_music_sound"),
            description: "A clip with other instruments. Retired, it answers 410.",
            retired: true,
            price: Some(Price {
                credits: 10u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 10u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: a sister service (autumn 2025), before it was retired" },
            ],
            fields: fields::PRODUCER_SWAP_MUSIC_SOUND,
            rules: &[],
            example: Some(
                "{\"task_type\":\"swap_music_sound\",\"clip_id\":\"370c650a-88cd-4f4b-960d-801e686c8a7a\",\"sound\":\"accordion and hand drum\",\"mv\":\"FUZZ-2.0\"}",
            ),
        },
    ],
    tag: Some(Tag {
        field: "task_type",
        default: Some("create_music"),
    }),
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_producer_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `POST /producer/upload`: Bring in a recording by its address.
pub static UPLOAD_PRODUCER_CLIP: Operation = Operation {
    id: "upload_producer_clip",
    family: "producer",
    method: "POST",
    path: "/producer/upload",
    summary: "Bring in a recording by its address",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "A recording.",
            retired: false,
            price: Some(Price {
                credits: 2u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 2u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: pages of a sister service (2025 and 2026); the price of this service is not known" },
            ],
            fields: fields::PRODUCER_UPLOAD_REQUEST,
            rules: &[],
            example: Some(
                "{\"audio_url\":\"https://audio.jukehost.co.uk/Ij5SXdAJKLg4tggS8T1xIH1Z0DuOWq5e.mp3\"}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_producer_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `POST /producer/download`: Ask for a clip's file.
pub static DOWNLOAD_PRODUCER_CLIP: Operation = Operation {
    id: "download_producer_clip",
    family: "producer",
    method: "POST",
    path: "/producer/download",
    summary: "Ask for a clip's file",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[
        Form {
            name: None,
            description: "The clip, and the format wished for.",
            retired: false,
            price: Some(Price {
                credits: 2u32,
                purse: BalanceKind::Credits,
            }),
            prices: &[
                KnownPrice { price: Price { credits: 2u32, purse: BalanceKind::Credits }, since: None, until: None, source: "observed: pages of a sister service (2025 and 2026); the price of this service is not known" },
            ],
            fields: fields::PRODUCER_DOWNLOAD_REQUEST,
            rules: &[],
            example: Some(
                "{\"clip_id\":\"370c650a-88cd-4f4b-960d-801e686c8a7a\",\"format\":\"mp3\"}",
            ),
        },
    ],
    tag: None,
    answer: AnswerBody::Json,
    starts: Some(Starts {
        operation: "get_producer_task",
        task_id: "/task_id",
    }),
    next: None,
    report: None,
};
/// `GET /producer/task/{task_id}`: Ask how far a song, an upload or a download is.
pub static GET_PRODUCER_TASK: Operation = Operation {
    id: "get_producer_task",
    family: "producer",
    method: "GET",
    path: "/producer/task/{task_id}",
    summary: "Ask how far a song, an upload or a download is",
    deprecated: false,
    replacement: None,
    parameters: &[
        Parameter {
            name: "task_id",
            description: "The id that the create, the upload or the download answered with.",
            location: ParameterLocation::Path,
            required: true,
            kind: Kind::Text,
            example: Some("6d7253ac-916e-49a8-b288-91ffa7f8a8cd"),
        },
    ],
    forms: &[],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: Some(Report {
        clips: "/data",
        state: "/state",
        state_of: StateOf::Clip,
        members: &[],
        single: None,
        at_least: 1usize,
        waiting: &["pending", "running"],
        succeeded: &["succeeded"],
        failed: &["failed"],
        notice: Some(StatusMessage {
            word: "/type",
            waiting: &["not_ready"],
            failed: &["failed", "timeout", "forbidden", "api_error"],
        }),
        pace: (15u32, 25u32),
        pace_source: "inferred, nothing found: from the other families",
        takes: None,
        clip: ClipFields {
            id: "/clip_id",
            audio: &["/audio_url", "/wav_url"],
            title: Some("/title"),
            duration: Some("/duration"),
            model: Some("/mv"),
            lyrics: Some("/lyrics"),
            image: Some("/image_url"),
        },
    }),
};
/// `GET /get-credits`: Ask what is left to spend.
pub static GET_CREDITS: Operation = Operation {
    id: "get_credits",
    family: "account",
    method: "GET",
    path: "/get-credits",
    summary: "Ask what is left to spend",
    deprecated: false,
    replacement: None,
    parameters: &[],
    forms: &[],
    tag: None,
    answer: AnswerBody::Json,
    starts: None,
    next: None,
    report: None,
};
/// The fields of each body, once.
mod fields {
    #[allow(unused_imports, reason = "not every document has lists of words")]
    use super::{replaced, since, words};
    use crate::table::*;
    pub(super) const NURO_BGM: &[Field] = &[
        Field { name: "description", description: "What the music is to be, in plain words.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "genre", description: "The styles.", required: false, kind: Kind::List(&Kind::Choice(words::NURO_BGM_GENRE)), limits: &[Limit { bound: Bound::MaxItems(5u64), when: None }], replaced: &[], since: &[] },
        Field { name: "mood", description: "The moods.", required: false, kind: Kind::List(&Kind::Choice(words::NURO_BGM_MOOD)), limits: &[Limit { bound: Bound::MaxItems(5u64), when: None }], replaced: &[], since: &[] },
        Field { name: "instrument", description: "The instruments.", required: false, kind: Kind::List(&Kind::Choice(words::NURO_BGM_INSTRUMENT)), limits: &[Limit { bound: Bound::MaxItems(5u64), when: None }], replaced: &[], since: &[] },
        Field { name: "theme", description: "The themes.", required: false, kind: Kind::List(&Kind::Choice(words::NURO_BGM_THEME)), limits: &[Limit { bound: Bound::MaxItems(5u64), when: None }], replaced: &[], since: &[] },
        Field { name: "duration", description: "The length in seconds; 60 with v1.0 when absent. At least 30 with v2.0.", required: false, kind: Kind::Integer, limits: &[Limit { bound: Bound::Minimum(1f64), when: None }, Limit { bound: Bound::Maximum(120f64), when: None }, Limit { bound: Bound::Maximum(60f64), when: Some(When { field: "version", values: &["v1.0"], or_absent: true }) }], replaced: &[], since: &[] },
        Field { name: "version", description: "The version; v1.0 when absent.", required: false, kind: Kind::Choice(words::NURO_VERSION), limits: &[], replaced: &[], since: &[] },
        Field { name: "segments", description: "The parts of the music in their order; with v2.0.", required: false, kind: Kind::List(&Kind::Other), limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const NURO_VOCAL: &[Field] = &[
        Field { name: "lyrics", description: "The lyrics, with section marks: `[intro]`, `[verse]`, `[pre-chorus]`, `[chorus]`, `[inst]`, `[bridge]`. In Chinese or English.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(2000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "gender", description: "The singer; chosen by the service when absent.", required: false, kind: Kind::Choice(words::NURO_GENDER), limits: &[], replaced: &[], since: &[] },
        Field { name: "genre", description: "The style of a song; chosen by the service when absent.", required: false, kind: Kind::Choice(words::NURO_VOCAL_GENRE), limits: &[], replaced: &[], since: &[] },
        Field { name: "mood", description: "The mood of a song; chosen by the service when absent.", required: false, kind: Kind::Choice(words::NURO_VOCAL_MOOD), limits: &[], replaced: &[], since: &[] },
        Field { name: "timbre", description: "The sound of the voice.", required: false, kind: Kind::Choice(words::NURO_TIMBRE), limits: &[], replaced: &[], since: &[] },
        Field { name: "duration", description: "The length in seconds. What it is when absent is not known.", required: false, kind: Kind::Integer, limits: &[Limit { bound: Bound::Minimum(30f64), when: None }, Limit { bound: Bound::Maximum(240f64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const PRODUCER_COVER_MUSIC: &[Field] = &[
        Field { name: "clip_id", description: "The clip to start from, or to have as a file.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "strength", description: "How far the cover goes. Which end is which is not known.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "cover_strength", description: "Another name of `strength`.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound. For music without vocals say `instrumental, no vocals`.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.", required: false, kind: Kind::Choice(words::PRODUCER_MODEL), limits: &[], replaced: replaced::PRODUCER_MODEL, since: &[] },
        Field { name: "seed", description: "Where chance starts from; another one makes a variation.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics_strength", description: "How closely to follow the lyrics. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound_strength", description: "How closely to follow the sound. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0.2f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness", description: "How far to stray from the usual. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const PRODUCER_CREATE_MUSIC: &[Field] = &[
        Field { name: "length", description: "The wished length in seconds, of a song or of what is added; 60 when absent, with `extend_music`.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(1f64), when: None }, Limit { bound: Bound::Maximum(240f64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound. For music without vocals say `instrumental, no vocals`.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.", required: false, kind: Kind::Choice(words::PRODUCER_MODEL), limits: &[], replaced: replaced::PRODUCER_MODEL, since: &[] },
        Field { name: "seed", description: "Where chance starts from; another one makes a variation.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "bpm", description: "Beats a minute. The meaning is inferred from the name.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "cover_url", description: "An address; that it is the one of a cover picture is inferred from the name.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics_strength", description: "How closely to follow the lyrics. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound_strength", description: "How closely to follow the sound. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0.2f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness", description: "How far to stray from the usual. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const PRODUCER_DOWNLOAD_REQUEST: &[Field] = &[
        Field { name: "clip_id", description: "The clip to start from, or to have as a file.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "format", description: "The format of the file.", required: false, kind: Kind::Choice(words::PRODUCER_FORMAT), limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const PRODUCER_EXTEND_MUSIC: &[Field] = &[
        Field { name: "clip_id", description: "The clip to start from, or to have as a file.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "starts_at", description: "The second at which to continue, or at which the section starts.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "length", description: "The wished length in seconds, of a song or of what is added; 60 when absent, with `extend_music`.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(1f64), when: None }, Limit { bound: Bound::Maximum(240f64), when: None }], replaced: &[], since: &[] },
        Field { name: "instruction", description: "What is to be done, in plain words.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound. For music without vocals say `instrumental, no vocals`.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.", required: false, kind: Kind::Choice(words::PRODUCER_MODEL), limits: &[], replaced: replaced::PRODUCER_MODEL, since: &[] },
        Field { name: "seed", description: "Where chance starts from; another one makes a variation.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "bpm", description: "Beats a minute. The meaning is inferred from the name.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "extend_s", description: "Named by the vendor's client; that it is a number of seconds to add is inferred from the name.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "starts", description: "Older name of `starts_at`, still taken.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics_text", description: "Older name of `lyrics`, still taken.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics_strength", description: "How closely to follow the lyrics. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound_strength", description: "How closely to follow the sound. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0.2f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness", description: "How far to stray from the usual. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const PRODUCER_EXTEND_UPLOAD_MUSIC: &[Field] = &[
        Field { name: "clip_id", description: "The clip to start from, or to have as a file.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "starts_at", description: "The second at which to continue, or at which the section starts.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "length", description: "The wished length in seconds, of a song or of what is added; 60 when absent, with `extend_music`.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(1f64), when: None }, Limit { bound: Bound::Maximum(240f64), when: None }], replaced: &[], since: &[] },
        Field { name: "instruction", description: "What is to be done, in plain words.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound. For music without vocals say `instrumental, no vocals`.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.", required: false, kind: Kind::Choice(words::PRODUCER_MODEL), limits: &[], replaced: replaced::PRODUCER_MODEL, since: &[] },
        Field { name: "seed", description: "Where chance starts from; another one makes a variation.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "bpm", description: "Beats a minute. The meaning is inferred from the name.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "extend_s", description: "Named by the vendor's client; that it is a number of seconds to add is inferred from the name.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const PRODUCER_MUSIC_VARIATION: &[Field] = &[
        Field { name: "clip_id", description: "The clip to start from, or to have as a file.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound. For music without vocals say `instrumental, no vocals`.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.", required: false, kind: Kind::Choice(words::PRODUCER_MODEL), limits: &[], replaced: replaced::PRODUCER_MODEL, since: &[] },
        Field { name: "seed", description: "Where chance starts from; another one makes a variation.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics_strength", description: "How closely to follow the lyrics. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound_strength", description: "How closely to follow the sound. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0.2f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness", description: "How far to stray from the usual. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const PRODUCER_REPLACE_MUSIC: &[Field] = &[
        Field { name: "clip_id", description: "The clip to start from, or to have as a file.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "starts_at", description: "The second at which to continue, or at which the section starts.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "ends_at", description: "The second at which the section ends, after its start.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Above("starts_at"), when: None }], replaced: &[], since: &[] },
        Field { name: "instruction", description: "What is to be done, in plain words.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound. For music without vocals say `instrumental, no vocals`.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.", required: false, kind: Kind::Choice(words::PRODUCER_MODEL), limits: &[], replaced: replaced::PRODUCER_MODEL, since: &[] },
        Field { name: "seed", description: "Where chance starts from; another one makes a variation.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "bpm", description: "Beats a minute. The meaning is inferred from the name.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "starts", description: "Older name of `starts_at`, still taken.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "ends", description: "Older name of `ends_at`, still taken.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Above("starts"), when: None }], replaced: &[], since: &[] },
        Field { name: "lyrics_text", description: "Older name of `lyrics`, still taken.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics_strength", description: "How closely to follow the lyrics. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound_strength", description: "How closely to follow the sound. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0.2f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness", description: "How far to stray from the usual. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const PRODUCER_REPLACE_UPLOAD_MUSIC: &[Field] = &[
        Field { name: "clip_id", description: "The clip to start from, or to have as a file.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "starts_at", description: "The second at which to continue, or at which the section starts.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "ends_at", description: "The second at which the section ends, after its start.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Above("starts_at"), when: None }], replaced: &[], since: &[] },
        Field { name: "instruction", description: "What is to be done, in plain words.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound. For music without vocals say `instrumental, no vocals`.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.", required: false, kind: Kind::Choice(words::PRODUCER_MODEL), limits: &[], replaced: replaced::PRODUCER_MODEL, since: &[] },
        Field { name: "seed", description: "Where chance starts from; another one makes a variation.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "bpm", description: "Beats a minute. The meaning is inferred from the name.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const PRODUCER_SWAP_MUSIC_SOUND: &[Field] = &[
        Field { name: "clip_id", description: "The clip to start from, or to have as a file.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound. For music without vocals say `instrumental, no vocals`.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.", required: false, kind: Kind::Choice(words::PRODUCER_MODEL), limits: &[], replaced: replaced::PRODUCER_MODEL, since: &[] },
        Field { name: "seed", description: "Where chance starts from; another one makes a variation.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics_strength", description: "How closely to follow the lyrics. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound_strength", description: "How closely to follow the sound. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0.2f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness", description: "How far to stray from the usual. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const PRODUCER_SWAP_MUSIC_VOCALS: &[Field] = &[
        Field { name: "clip_id", description: "The clip to start from, or to have as a file.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound. For music without vocals say `instrumental, no vocals`.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model. Since April 2026 every older one stands for Lyria 3 Pro, which makes about 30 seconds.", required: false, kind: Kind::Choice(words::PRODUCER_MODEL), limits: &[], replaced: replaced::PRODUCER_MODEL, since: &[] },
        Field { name: "seed", description: "Where chance starts from; another one makes a variation.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals, even with lyrics. Taken and ignored since April 2026; say it in `sound`.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics_strength", description: "How closely to follow the lyrics. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound_strength", description: "How closely to follow the sound. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0.2f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness", description: "How far to stray from the usual. Taken and ignored since April 2026.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const PRODUCER_UPLOAD_REQUEST: &[Field] = &[
        Field { name: "audio_url", description: "The public address of the recording.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::WebAddress, when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const RIFFUSION_COVER_MUSIC: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from, made or uploaded before.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics, title and sound are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings.", required: false, kind: Kind::Choice(words::RIFFUSION_MODEL), limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(3000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "prompt", description: "What the song is to be, in plain words; with `custom_mode` false.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound, such as genre and voice; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_variation", description: "How far the voice may vary. The meaning is inferred from the name.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const RIFFUSION_COVER_UPLOAD_MUSIC: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from, made or uploaded before.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics, title and sound are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings.", required: false, kind: Kind::Choice(words::RIFFUSION_MODEL), limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(3000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "prompt", description: "What the song is to be, in plain words; with `custom_mode` false.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound, such as genre and voice; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_variation", description: "How far the voice may vary. The meaning is inferred from the name.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const RIFFUSION_CREATE_MUSIC: &[Field] = &[
        Field { name: "custom_mode", description: "True when lyrics, title and sound are given; false when a description is.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings.", required: false, kind: Kind::Choice(words::RIFFUSION_MODEL), limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(3000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "prompt", description: "What the song is to be, in plain words; with `custom_mode` false.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound, such as genre and voice; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_variation", description: "How far the voice may vary. The meaning is inferred from the name.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const RIFFUSION_EXTEND_MUSIC: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from, made or uploaded before.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "continue_at", description: "The second at which to continue.", required: true, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics, title and sound are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings.", required: false, kind: Kind::Choice(words::RIFFUSION_MODEL), limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics; with `custom_mode` true.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(3000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "prompt", description: "What the song is to be, in plain words; with `custom_mode` false.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound, such as genre and voice; with `custom_mode` true.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_variation", description: "How far the voice may vary. The meaning is inferred from the name.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const RIFFUSION_EXTEND_UPLOAD_MUSIC: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from, made or uploaded before.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "continue_at", description: "The second at which to continue.", required: true, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics, title and sound are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings.", required: false, kind: Kind::Choice(words::RIFFUSION_MODEL), limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics; with `custom_mode` true.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(3000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "prompt", description: "What the song is to be, in plain words; with `custom_mode` false.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound, such as genre and voice; with `custom_mode` true.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_variation", description: "How far the voice may vary. The meaning is inferred from the name.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const RIFFUSION_REPLACE_MUSIC: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from, made or uploaded before.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "replace_start_time", description: "Where the section starts.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "replace_end_time", description: "Where the section ends.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics, title and sound are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings.", required: false, kind: Kind::Choice(words::RIFFUSION_MODEL), limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(3000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "prompt", description: "What the song is to be, in plain words; with `custom_mode` false.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound, such as genre and voice; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_variation", description: "How far the voice may vary. The meaning is inferred from the name.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const RIFFUSION_REPLACE_UPLOAD_MUSIC: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from, made or uploaded before.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "replace_start_time", description: "Where the section starts.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "replace_end_time", description: "Where the section ends.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics, title and sound are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings.", required: false, kind: Kind::Choice(words::RIFFUSION_MODEL), limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(3000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "prompt", description: "What the song is to be, in plain words; with `custom_mode` false.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound, such as genre and voice; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_variation", description: "How far the voice may vary. The meaning is inferred from the name.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const RIFFUSION_SWAP_MUSIC_SOUND: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from, made or uploaded before.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics, title and sound are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings.", required: false, kind: Kind::Choice(words::RIFFUSION_MODEL), limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(3000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "prompt", description: "What the song is to be, in plain words; with `custom_mode` false.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound, such as genre and voice; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_variation", description: "How far the voice may vary. The meaning is inferred from the name.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const RIFFUSION_SWAP_MUSIC_VOCALS: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from, made or uploaded before.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics, title and sound are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings.", required: false, kind: Kind::Choice(words::RIFFUSION_MODEL), limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics; with `custom_mode` true.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(3000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "prompt", description: "What the song is to be, in plain words; with `custom_mode` false.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound, such as genre and voice; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_variation", description: "How far the voice may vary. The meaning is inferred from the name.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const RIFFUSION_SWAP_UPLOAD_MUSIC_SOUND: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from, made or uploaded before.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics, title and sound are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings.", required: false, kind: Kind::Choice(words::RIFFUSION_MODEL), limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(3000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "prompt", description: "What the song is to be, in plain words; with `custom_mode` false.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound, such as genre and voice; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_variation", description: "How far the voice may vary. The meaning is inferred from the name.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const RIFFUSION_SWAP_UPLOAD_MUSIC_VOCALS: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from, made or uploaded before.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics, title and sound are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings.", required: false, kind: Kind::Choice(words::RIFFUSION_MODEL), limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics; with `custom_mode` true.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(3000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "prompt", description: "What the song is to be, in plain words; with `custom_mode` false.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "sound", description: "Style and sound, such as genre and voice; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title; with `custom_mode` true.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_variation", description: "How far the voice may vary. The meaning is inferred from the name.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const RIFFUSION_UPLOAD_REQUEST: &[Field] = &[
        Field { name: "url", description: "The public address of the recording.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::WebAddress, when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_ADD_INSTRUMENTAL: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from; for `concat_music` the extension.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.", required: true, kind: Kind::Choice(words::SONIC_MODEL), limits: &[], replaced: replaced::SONIC_MODEL, since: since::SONIC_MODEL },
        Field { name: "custom_mode", description: "True when lyrics (`prompt`), title and tags are given; false when a description is.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "prompt", description: "The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "Another name of `prompt`, which wins if both are there.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "tags", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1000u64), when: None }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "negative_tags", description: "Styles to keep out.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "style_weight", description: "How closely to follow the tags.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness_constraint", description: "How far to stray from the usual.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "audio_weight", description: "How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "overpainting_start_s", description: "The second at which the added part starts.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "overpainting_end_s", description: "The second at which the added part ends.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "use_suno_cdn", description: "Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_ADD_VOCALS: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from; for `concat_music` the extension.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.", required: true, kind: Kind::Choice(words::SONIC_MODEL), limits: &[], replaced: replaced::SONIC_MODEL, since: since::SONIC_MODEL },
        Field { name: "custom_mode", description: "True when lyrics (`prompt`), title and tags are given; false when a description is.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "prompt", description: "The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "Another name of `prompt`, which wins if both are there.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "tags", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1000u64), when: None }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "negative_tags", description: "Styles to keep out.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "vocal_gender", description: "The voice, female or male; models from v4-5 on.", required: false, kind: Kind::Choice(words::SONIC_VOCAL_GENDER), limits: &[], replaced: &[], since: &[] },
        Field { name: "style_weight", description: "How closely to follow the tags.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness_constraint", description: "How far to stray from the usual.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "audio_weight", description: "How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "overpainting_start_s", description: "The second at which the added part starts.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "overpainting_end_s", description: "The second at which the added part ends.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "use_suno_cdn", description: "Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_ALIGNED_LYRICS_REQUEST: &[Field] = &[
        Field { name: "clip_id", description: "The clip.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_BATCH_REQUEST: &[Field] = &[
        Field { name: "items", description: "The bodies of up to ten creates.", required: true, kind: Kind::List(&Kind::Other), limits: &[Limit { bound: Bound::MaxItems(10u64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_BPM_REQUEST: &[Field] = &[
        Field { name: "clip_id", description: "The clip.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_CONCAT_MUSIC: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from; for `concat_music` the extension.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "use_suno_cdn", description: "Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_COVER_MUSIC: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from; for `concat_music` the extension.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics (`prompt`), title and tags are given; false when a description is.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.", required: true, kind: Kind::Choice(words::SONIC_MODEL), limits: &[], replaced: replaced::SONIC_MODEL, since: since::SONIC_MODEL },
        Field { name: "prompt", description: "The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "Another name of `prompt`, which wins if both are there.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "gpt_description_prompt", description: "What the song is to be, in plain words.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(400u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "tags", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1000u64), when: None }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "negative_tags", description: "Styles to keep out.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals. False when absent.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_gender", description: "The voice, female or male; models from v4-5 on.", required: false, kind: Kind::Choice(words::SONIC_VOCAL_GENDER), limits: &[], replaced: &[], since: &[] },
        Field { name: "style_weight", description: "How closely to follow the tags.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness_constraint", description: "How far to stray from the usual.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "audio_weight", description: "How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "duration", description: "The wished length in seconds. Only for create, extend, cover, persona and uploads.", required: false, kind: Kind::Integer, limits: &[Limit { bound: Bound::Minimum(10f64), when: None }, Limit { bound: Bound::Maximum(360f64), when: None }], replaced: &[], since: &[] },
        Field { name: "use_suno_cdn", description: "Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_COVER_UPLOAD_MUSIC: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from; for `concat_music` the extension.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "continue_at", description: "The second at which to continue.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics (`prompt`), title and tags are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.", required: true, kind: Kind::Choice(words::SONIC_MODEL), limits: &[], replaced: replaced::SONIC_MODEL, since: since::SONIC_MODEL },
        Field { name: "prompt", description: "The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "Another name of `prompt`, which wins if both are there.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "gpt_description_prompt", description: "What the song is to be, in plain words.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(400u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "tags", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1000u64), when: None }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "negative_tags", description: "Styles to keep out.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals. False when absent.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_gender", description: "The voice, female or male; models from v4-5 on.", required: false, kind: Kind::Choice(words::SONIC_VOCAL_GENDER), limits: &[], replaced: &[], since: &[] },
        Field { name: "style_weight", description: "How closely to follow the tags.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness_constraint", description: "How far to stray from the usual.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "audio_weight", description: "How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "duration", description: "The wished length in seconds. Only for create, extend, cover, persona and uploads.", required: false, kind: Kind::Integer, limits: &[Limit { bound: Bound::Minimum(10f64), when: None }, Limit { bound: Bound::Maximum(360f64), when: None }], replaced: &[], since: &[] },
        Field { name: "use_suno_cdn", description: "Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_CREATE_MUSIC: &[Field] = &[
        Field { name: "custom_mode", description: "True when lyrics (`prompt`), title and tags are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.", required: true, kind: Kind::Choice(words::SONIC_MODEL), limits: &[], replaced: replaced::SONIC_MODEL, since: since::SONIC_MODEL },
        Field { name: "prompt", description: "The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "Another name of `prompt`, which wins if both are there.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "gpt_description_prompt", description: "What the song is to be, in plain words.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(400u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "tags", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1000u64), when: None }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "negative_tags", description: "Styles to keep out.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals. False when absent.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "auto_lyrics", description: "Generate the lyrics from `prompt`; needs `custom_mode`.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_gender", description: "The voice, female or male; models from v4-5 on.", required: false, kind: Kind::Choice(words::SONIC_VOCAL_GENDER), limits: &[], replaced: &[], since: &[] },
        Field { name: "style_weight", description: "How closely to follow the tags.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness_constraint", description: "How far to stray from the usual.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "duration", description: "The wished length in seconds. Only for create, extend, cover, persona and uploads.", required: false, kind: Kind::Integer, limits: &[Limit { bound: Bound::Minimum(10f64), when: None }, Limit { bound: Bound::Maximum(360f64), when: None }], replaced: &[], since: &[] },
        Field { name: "use_suno_cdn", description: "Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_DOWNLOAD_REQUEST: &[Field] = &[
        Field { name: "clip_id", description: "The clip.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "formats", description: "The formats.", required: false, kind: Kind::List(&Kind::Choice(words::SONIC_FORMAT)), limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_EXTEND_MUSIC: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from; for `concat_music` the extension.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "continue_at", description: "The second at which to continue.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics (`prompt`), title and tags are given; false when a description is.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.", required: true, kind: Kind::Choice(words::SONIC_MODEL), limits: &[], replaced: replaced::SONIC_MODEL, since: since::SONIC_MODEL },
        Field { name: "prompt", description: "The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "Another name of `prompt`, which wins if both are there.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "gpt_description_prompt", description: "What the song is to be, in plain words.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(400u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "tags", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1000u64), when: None }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "negative_tags", description: "Styles to keep out.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals. False when absent.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_gender", description: "The voice, female or male; models from v4-5 on.", required: false, kind: Kind::Choice(words::SONIC_VOCAL_GENDER), limits: &[], replaced: &[], since: &[] },
        Field { name: "style_weight", description: "How closely to follow the tags.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness_constraint", description: "How far to stray from the usual.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "duration", description: "The wished length in seconds. Only for create, extend, cover, persona and uploads.", required: false, kind: Kind::Integer, limits: &[Limit { bound: Bound::Minimum(10f64), when: None }, Limit { bound: Bound::Maximum(360f64), when: None }], replaced: &[], since: &[] },
        Field { name: "use_suno_cdn", description: "Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_EXTEND_UPLOAD_MUSIC: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from; for `concat_music` the extension.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "continue_at", description: "The second at which to continue.", required: true, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics (`prompt`), title and tags are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.", required: true, kind: Kind::Choice(words::SONIC_MODEL), limits: &[], replaced: replaced::SONIC_MODEL, since: since::SONIC_MODEL },
        Field { name: "prompt", description: "The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "Another name of `prompt`, which wins if both are there.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "gpt_description_prompt", description: "What the song is to be, in plain words.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(400u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "tags", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1000u64), when: None }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "negative_tags", description: "Styles to keep out.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals. False when absent.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_gender", description: "The voice, female or male; models from v4-5 on.", required: false, kind: Kind::Choice(words::SONIC_VOCAL_GENDER), limits: &[], replaced: &[], since: &[] },
        Field { name: "style_weight", description: "How closely to follow the tags.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness_constraint", description: "How far to stray from the usual.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "duration", description: "The wished length in seconds. Only for create, extend, cover, persona and uploads.", required: false, kind: Kind::Integer, limits: &[Limit { bound: Bound::Minimum(10f64), when: None }, Limit { bound: Bound::Maximum(360f64), when: None }], replaced: &[], since: &[] },
        Field { name: "use_suno_cdn", description: "Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_LYRICS_REQUEST: &[Field] = &[
        Field { name: "description", description: "What the lyrics are to be about, in plain words.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(119u64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_MASHUP_REQUEST: &[Field] = &[
        Field { name: "mashup_clip_ids", description: "The two clips.", required: true, kind: Kind::List(&Kind::Text), limits: &[Limit { bound: Bound::MinItems(2u64), when: None }, Limit { bound: Bound::MaxItems(2u64), when: None }], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics (`prompt`), title and tags are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings, for a mashup or a sample.", required: true, kind: Kind::Choice(words::SONIC_SAMPLE_MODEL), limits: &[], replaced: replaced::SONIC_SAMPLE_MODEL, since: since::SONIC_SAMPLE_MODEL },
        Field { name: "prompt", description: "The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "gpt_description_prompt", description: "What the song is to be, in plain words.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(400u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals. False when absent.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "tags", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "negative_tags", description: "Styles to keep out.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "style_weight", description: "How closely to follow the tags.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness_constraint", description: "How far to stray from the usual.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "audio_weight", description: "How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "vocal_gender", description: "The voice, female or male; models from v4-5 on.", required: false, kind: Kind::Choice(words::SONIC_VOCAL_GENDER), limits: &[], replaced: &[], since: &[] },
        Field { name: "auto_lyrics", description: "Generate the lyrics from `prompt`; needs `custom_mode`.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_MIDI_REQUEST: &[Field] = &[
        Field { name: "clip_id", description: "The clip.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_PERSONA_MUSIC: &[Field] = &[
        Field { name: "persona_id", description: "Persona id, from creating a persona.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics (`prompt`), title and tags are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.", required: true, kind: Kind::Choice(words::SONIC_MODEL), limits: &[], replaced: replaced::SONIC_MODEL, since: since::SONIC_MODEL },
        Field { name: "prompt", description: "The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "Another name of `prompt`, which wins if both are there.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "gpt_description_prompt", description: "What the song is to be, in plain words.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(400u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "tags", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1000u64), when: None }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "negative_tags", description: "Styles to keep out.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals. False when absent.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_gender", description: "The voice, female or male; models from v4-5 on.", required: false, kind: Kind::Choice(words::SONIC_VOCAL_GENDER), limits: &[], replaced: &[], since: &[] },
        Field { name: "style_weight", description: "How closely to follow the tags.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness_constraint", description: "How far to stray from the usual.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "duration", description: "The wished length in seconds. Only for create, extend, cover, persona and uploads.", required: false, kind: Kind::Integer, limits: &[Limit { bound: Bound::Minimum(10f64), when: None }, Limit { bound: Bound::Maximum(360f64), when: None }], replaced: &[], since: &[] },
        Field { name: "use_suno_cdn", description: "Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_PERSONA_REQUEST: &[Field] = &[
        Field { name: "name", description: "The singer's name.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(79u64), when: None }], replaced: &[], since: &[] },
        Field { name: "continue_clip_id", description: "The clip to derive it from, in the older form.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "description", description: "The style, in the older form. It was marked required, but the error text doesn't name it.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "clip_id", description: "The clip to derive it from, in the newer form.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "describe", description: "The style, in the newer form.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "styles", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(2000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "vox_audio_id", description: "A voice that was taken out of the clip before.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_start_s", description: "The second at which the voice starts.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_end_s", description: "The second at which the voice ends.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_REMASTER: &[Field] = &[
        Field { name: "continue_clip_id", description: "The clip to start from; for `concat_music` the extension.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.", required: true, kind: Kind::Choice(words::SONIC_MODEL), limits: &[], replaced: replaced::SONIC_MODEL, since: since::SONIC_MODEL },
        Field { name: "variation_category", description: "How far a remaster may stray; with sonic-v5.", required: false, kind: Kind::Choice(words::SONIC_VARIATION_CATEGORY), limits: &[], replaced: &[], since: &[] },
        Field { name: "use_suno_cdn", description: "Return addresses on the upstream service's CDN instead of the vendor's own. The files are the same.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_REPLACE_SECTION_REQUEST: &[Field] = &[
        Field { name: "clip_id", description: "The clip.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings, for a section that is replaced.", required: true, kind: Kind::Choice(words::SONIC_SECTION_MODEL), limits: &[], replaced: replaced::SONIC_SECTION_MODEL, since: since::SONIC_SECTION_MODEL },
        Field { name: "infill_start_s", description: "The second at which the section starts.", required: true, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }], replaced: &[], since: &[] },
        Field { name: "infill_end_s", description: "The second at which the section ends, after its start.", required: true, kind: Kind::Number, limits: &[Limit { bound: Bound::Above("infill_start_s"), when: None }], replaced: &[], since: &[] },
        Field { name: "prompt", description: "The lyrics around the section.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "infill_lyrics", description: "The lyrics of the section.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(3000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "tags", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "negative_tags", description: "Styles to keep out.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "style_weight", description: "How closely to follow the tags.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness_constraint", description: "How far to stray from the usual.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "vocal_gender", description: "The voice, female or male; models from v4-5 on.", required: false, kind: Kind::Choice(words::SONIC_VOCAL_GENDER), limits: &[], replaced: &[], since: &[] },
        Field { name: "auto_concat", description: "Joins the new part with the rest. The task has pairs then, instead of clips.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_SAMPLE_REQUEST: &[Field] = &[
        Field { name: "url", description: "The public address of the recording.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::WebAddress, when: None }], replaced: &[], since: &[] },
        Field { name: "sample_clip_id", description: "The clip that the piece is taken from.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "chop_sample_start_s", description: "The second at which the piece starts.", required: true, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }], replaced: &[], since: &[] },
        Field { name: "chop_sample_end_s", description: "The second at which the piece ends.", required: true, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics (`prompt`), title and tags are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings, for a mashup or a sample.", required: true, kind: Kind::Choice(words::SONIC_SAMPLE_MODEL), limits: &[], replaced: replaced::SONIC_SAMPLE_MODEL, since: since::SONIC_SAMPLE_MODEL },
        Field { name: "make_instrumental", description: "Without vocals. False when absent.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "prompt", description: "The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "gpt_description_prompt", description: "What the song is to be, in plain words.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(400u64), when: None }], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "tags", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(200u64), when: None }], replaced: &[], since: &[] },
        Field { name: "negative_tags", description: "Styles to keep out.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "style_weight", description: "How closely to follow the tags.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness_constraint", description: "How far to stray from the usual.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "audio_weight", description: "How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "vocal_gender", description: "The voice, female or male; models from v4-5 on.", required: false, kind: Kind::Choice(words::SONIC_VOCAL_GENDER), limits: &[], replaced: &[], since: &[] },
        Field { name: "auto_lyrics", description: "Generate the lyrics from `prompt`; needs `custom_mode`.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_STEMS_REQUEST: &[Field] = &[
        Field { name: "clip_id", description: "The clip.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_UPLOAD_COVER_REQUEST: &[Field] = &[
        Field { name: "url", description: "The public address of the recording.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::WebAddress, when: None }], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics (`prompt`), title and tags are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.", required: true, kind: Kind::Choice(words::SONIC_MODEL), limits: &[], replaced: replaced::SONIC_MODEL, since: since::SONIC_MODEL },
        Field { name: "prompt", description: "The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "gpt_description_prompt", description: "What the song is to be, in plain words.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(400u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals. False when absent.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "tags", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1000u64), when: None }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "negative_tags", description: "Styles to keep out.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "style_weight", description: "How closely to follow the tags.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness_constraint", description: "How far to stray from the usual.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "vocal_gender", description: "The voice, female or male; models from v4-5 on.", required: false, kind: Kind::Choice(words::SONIC_VOCAL_GENDER), limits: &[], replaced: &[], since: &[] },
        Field { name: "audio_weight", description: "How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "auto_concat", description: "Joins the new part with the rest. The task has pairs then, instead of clips.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "duration", description: "The wished length in seconds. Only for create, extend, cover, persona and uploads.", required: false, kind: Kind::Integer, limits: &[Limit { bound: Bound::Minimum(10f64), when: None }, Limit { bound: Bound::Maximum(360f64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_UPLOAD_EXTEND_REQUEST: &[Field] = &[
        Field { name: "url", description: "The public address of the recording.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::WebAddress, when: None }], replaced: &[], since: &[] },
        Field { name: "custom_mode", description: "True when lyrics (`prompt`), title and tags are given; false when a description is.", required: true, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "mv", description: "The model that sings. A song lasts about 2 minutes at most with v3-5 and v4, 4 with v4-5 and v4-5-plus, 4 to 8 with v5. From autumn 2026 on the older ids stand for v6.", required: true, kind: Kind::Choice(words::SONIC_MODEL), limits: &[], replaced: replaced::SONIC_MODEL, since: since::SONIC_MODEL },
        Field { name: "continue_at", description: "The second at which to continue.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }], replaced: &[], since: &[] },
        Field { name: "prompt", description: "The lyrics, with section marks: `[Verse]`, `[Chorus]`, `[Pre-Chorus]`, `[Bridge]`, `[Outro]`, `[Intro]`, `[Hook]`, `[Break]`. With `auto_lyrics` a hint to write them from.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(5000u64), when: None }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(3000u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "gpt_description_prompt", description: "What the song is to be, in plain words.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(400u64), when: None }], replaced: &[], since: &[] },
        Field { name: "make_instrumental", description: "Without vocals. False when absent.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "title", description: "The title.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(80u64), when: None }], replaced: &[], since: &[] },
        Field { name: "tags", description: "Styles, as words separated by commas.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1000u64), when: None }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v3-5"], or_absent: false }) }, Limit { bound: Bound::MaxLength(200u64), when: Some(When { field: "mv", values: &["sonic-v4"], or_absent: false }) }], replaced: &[], since: &[] },
        Field { name: "negative_tags", description: "Styles to keep out.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "style_weight", description: "How closely to follow the tags.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "weirdness_constraint", description: "How far to stray from the usual.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "vocal_gender", description: "The voice, female or male; models from v4-5 on.", required: false, kind: Kind::Choice(words::SONIC_VOCAL_GENDER), limits: &[], replaced: &[], since: &[] },
        Field { name: "audio_weight", description: "How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "auto_concat", description: "Joins the new part with the rest. The task has pairs then, instead of clips.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "duration", description: "The wished length in seconds. Only for create, extend, cover, persona and uploads.", required: false, kind: Kind::Integer, limits: &[Limit { bound: Bound::Minimum(10f64), when: None }, Limit { bound: Bound::Maximum(360f64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_UPLOAD_REQUEST: &[Field] = &[
        Field { name: "url", description: "The public address of the recording.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::WebAddress, when: None }], replaced: &[], since: &[] },
        Field { name: "callback_url", description: "Where word is sent when the recording is there; the answer is a task id then. What is sent is not known.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_UPSAMPLE_TAGS_REQUEST: &[Field] = &[
        Field { name: "tags", description: "Styles, as words separated by commas. Its limit is not known.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_VOICE_REQUEST: &[Field] = &[
        Field { name: "audio_url", description: "The public address of the recording.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::WebAddress, when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_url", description: "HTTPS address that receives the task's events.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1024u64), when: None }], replaced: &[], since: &[] },
        Field { name: "webhook_secret", description: "Secret that signs the events. If absent, the service uses its own.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_VOX_REQUEST: &[Field] = &[
        Field { name: "clip_id", description: "The clip.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_start_s", description: "The second at which the voice starts.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "vocal_end_s", description: "The second at which the voice ends.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SONIC_WAV_REQUEST: &[Field] = &[
        Field { name: "clip_id", description: "The clip.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const STUDIO_CREATE: &[Field] = &[
        Field { name: "prompt", description: "Keywords or a description: styles with one's own lyrics, the whole song when the lyrics are written by the service.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics", description: "The lyrics; with `lyrics_type` `user`.", required: false, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(1000u64), when: None }], replaced: &[], since: &[] },
        Field { name: "lyrics_type", description: "Where the lyrics come from: `user` gives them, `generate` has them written, `instrumental` has none.", required: true, kind: Kind::Choice(words::STUDIO_LYRICS_TYPE), limits: &[], replaced: &[], since: &[] },
        Field { name: "bypass_prompt_optimization", description: "Takes the prompt as it is. The meaning is inferred from the name.", required: false, kind: Kind::Flag, limits: &[], replaced: &[], since: &[] },
        Field { name: "seed", description: "Where chance starts from; -1 in all examples. The meaning is inferred from the name.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "song_section_start", description: "Where in the whole song the music starts: 0 is the start, 0.5 the middle, 1 the end.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "song_section_end", description: "Where in the whole song the music ends: 0 is the start, 0.5 the middle, 1 the end.", required: false, kind: Kind::Number, limits: &[Limit { bound: Bound::Minimum(0f64), when: None }, Limit { bound: Bound::Maximum(1f64), when: None }], replaced: &[], since: &[] },
        Field { name: "lyrics_placement_start", description: "Where the lyrics start, as a fraction: 0.08 is the start, 0.5 the middle, 0.9 the end.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics_placement_end", description: "Where the lyrics end, as a fraction.", required: false, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "prompt_strength", description: "How strongly the prompt steers; a high value follows it more closely, and can sound less natural.", required: true, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "clarity_strength", description: "Named by the pages; its meaning beyond the name is not known.", required: true, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "lyrics_strength", description: "Named by the pages; its meaning beyond the name is not known.", required: true, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "generation_quality", description: "Named by the pages; its meaning beyond the name is not known.", required: true, kind: Kind::Number, limits: &[], replaced: &[], since: &[] },
        Field { name: "context_length", description: "Named by the pages; its form and meaning are not known.", required: false, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
        Field { name: "model_type", description: "The model, which sets the length, 130 or 32 seconds.", required: true, kind: Kind::Choice(words::STUDIO_MODEL), limits: &[], replaced: &[], since: &[] },
        Field { name: "negative_prompt", description: "Keywords to avoid.", required: false, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
        Field { name: "config", description: "Whether to make new music or to extend a song.", required: true, kind: Kind::Other, limits: &[], replaced: &[], since: &[] },
    ];
    pub(super) const SUNO_LYRICS_REQUEST: &[Field] = &[
        Field { name: "prompt", description: "What the lyrics are to be about, in plain words.", required: true, kind: Kind::Text, limits: &[Limit { bound: Bound::MaxLength(119u64), when: None }], replaced: &[], since: &[] },
    ];
    pub(super) const SUNO_SONG_REQUEST: &[Field] = &[
        Field { name: "share_link", description: "The link that somebody shares.", required: true, kind: Kind::Text, limits: &[], replaced: &[], since: &[] },
    ];
}

/// The words of each list, once.
mod words {
    pub(super) const SONIC_MODEL: &[&str] = &[
        "sonic-v3-5",
        "sonic-v4",
        "sonic-v4-5",
        "sonic-v4-5-plus",
        "sonic-v5",
        "sonic-v5-5",
        "sonic-v6",
        "sonic-v6-wild",
        "sonic-v6-mini",
    ];
    pub(super) const SONIC_SAMPLE_MODEL: &[&str] = &[
        "sonic-v3-5",
        "sonic-v4",
        "sonic-v4-5",
        "sonic-v4-5-all",
        "sonic-v4-5-plus",
        "sonic-v5",
        "sonic-v5-5",
        "sonic-v6",
        "sonic-v6-wild",
        "sonic-v6-mini",
    ];
    pub(super) const SONIC_SECTION_MODEL: &[&str] = &[
        "sonic-v4",
        "sonic-v4-5",
        "sonic-v4-5-plus",
        "sonic-v5",
        "sonic-v5-5",
        "sonic-v6",
        "sonic-v6-wild",
        "sonic-v6-mini",
    ];
    pub(super) const SONIC_VOCAL_GENDER: &[&str] = &["f", "m"];
    pub(super) const SONIC_VARIATION_CATEGORY: &[&str] = &["subtle", "normal", "high"];
    pub(super) const SONIC_FORMAT: &[&str] = &["mp3", "m4a", "wav"];
    pub(super) const RIFFUSION_MODEL: &[&str] = &[
        "FUZZ-1.1 Pro",
        "FUZZ-1.1",
        "FUZZ-1.0 Pro",
        "FUZZ-1.0",
    ];
    pub(super) const STUDIO_LYRICS_TYPE: &[&str] = &["user", "generate", "instrumental"];
    pub(super) const STUDIO_MODEL: &[&str] = &["studio130-v1.5", "studio32-v1.5"];
    pub(super) const NURO_VERSION: &[&str] = &["v1.0", "v2.0"];
    pub(super) const NURO_GENDER: &[&str] = &["Female", "Male"];
    pub(super) const NURO_VOCAL_GENRE: &[&str] = &[
        "Folk",
        "Pop",
        "Rock",
        "Chinese Style",
        "Hip Hop/Rap",
        "R&B/Soul",
        "Punk",
        "Electronic",
        "Jazz",
        "Reggae",
        "DJ",
        "Pop Punk",
        "Disco",
        "Future Bass",
        "Pop Rap",
        "Trap Rap",
        "R&B Rap",
        "Chinoiserie Electronic",
        "GuFeng Music",
        "Pop Rock",
        "Jazz Pop",
        "Bossa Nova",
        "Contemporary R&B",
    ];
    pub(super) const NURO_VOCAL_MOOD: &[&str] = &[
        "Happy",
        "Dynamic/Energetic",
        "Sentimental/Melancholic/Lonely",
        "Inspirational/Hopeful",
        "Nostalgic/Memory",
        "Excited",
        "Sorrow/Sad",
        "Chill",
        "Romantic",
        "Miss",
        "Groovy/Funky",
        "Dreamy/Ethereal",
        "Calm/Relaxing",
    ];
    pub(super) const NURO_TIMBRE: &[&str] = &[
        "Warm",
        "Bright",
        "Husky",
        "Electrified voice",
        "Sweet_AUDIO_TIMBRE",
        "Cute_AUDIO_TIMBRE",
        "Loud and sonorous",
        "Powerful",
        "Sexy/Lazy",
    ];
    pub(super) const NURO_BGM_GENRE: &[&str] = &[
        "corporate",
        "dance/edm",
        "orchestral",
        "chill out",
        "rock",
        "hip hop",
        "folk",
        "funk",
        "ambient",
        "holiday",
        "jazz",
        "kids",
        "world",
        "travel",
        "commercial",
        "advertising",
        "driving",
        "cinematic",
        "upbeat",
        "epic",
        "inspiring",
        "business",
        "video game",
        "dark",
        "pop",
        "trailer",
        "modern",
        "electronic",
        "documentary",
        "soundtrack",
        "fashion",
        "acoustic",
        "movie",
        "tv",
        "high tech",
        "industrial",
        "dance",
        "video",
        "vlog",
        "marketing",
        "game",
        "radio",
        "promotional",
        "sports",
        "party",
        "summer",
        "beauty",
    ];
    pub(super) const NURO_BGM_MOOD: &[&str] = &[
        "positive",
        "uplifting",
        "energetic",
        "happy",
        "bright",
        "optimistic",
        "hopeful",
        "cool",
        "dreamy",
        "fun",
        "light",
        "powerful",
        "calm",
        "confident",
        "joyful",
        "dramatic",
        "peaceful",
        "playful",
        "soft",
        "groovy",
        "reflective",
        "easy",
        "relaxed",
        "lively",
        "smooth",
        "romantic",
        "intense",
        "elegant",
        "mellow",
        "emotional",
        "sentimental",
        "cheerful happy",
        "contemplative",
        "soothing",
        "proud",
        "passionate",
        "sweet",
        "mystical",
        "tranquil",
        "cheerful",
        "casual",
        "beautiful",
        "ethereal",
        "melancholy",
        "sad",
        "aggressive",
        "haunting",
        "adventure",
        "serene",
        "sincere",
        "funky",
        "funny",
    ];
    pub(super) const NURO_BGM_INSTRUMENT: &[&str] = &[
        "piano",
        "drums",
        "guitar",
        "percussion",
        "synth",
        "electric guitar",
        "acoustic guitar",
        "bass guitar",
        "brass",
        "violin",
        "cello",
        "flute",
        "organ",
        "trumpet",
        "ukulele",
        "saxophone",
        "double bass",
        "harp",
        "glockenspiel",
        "synthesizer",
        "keyboard",
        "marimba",
        "bass",
        "banjo",
        "strings",
    ];
    pub(super) const NURO_BGM_THEME: &[&str] = &[
        "inspirational",
        "motivational",
        "achievement",
        "discovery",
        "every day",
        "love",
        "technology",
        "lifestyle",
        "journey",
        "meditation",
        "drama",
        "children",
        "hope",
        "fantasy",
        "holiday",
        "health",
        "family",
        "real estate",
        "media",
        "kids",
        "science",
        "education",
        "progress",
        "world",
        "vacation",
        "training",
        "christmas",
        "sales",
    ];
    pub(super) const PRODUCER_MODEL: &[&str] = &[
        "Lyria 3 Pro",
        "Lyria 3 preview",
        "FUZZ-3-Demo",
        "FUZZ-2.0 Pro",
        "FUZZ-2.0",
        "FUZZ-2.0 Raw",
        "FUZZ-1.1 Pro",
        "FUZZ-1.1",
        "FUZZ-1.0 Pro",
        "FUZZ-1.0",
        "FUZZ-0.8",
    ];
    pub(super) const PRODUCER_FORMAT: &[&str] = &["mp3", "wav"];
}

/// The words of each list that others are to be used instead of, each with that.
mod replaced {
    pub(super) const SONIC_MODEL: &[(&str, &str)] = &[
        ("sonic-v3-5", "sonic-v6"),
        ("sonic-v4", "sonic-v6"),
        ("sonic-v4-5", "sonic-v6"),
        ("sonic-v4-5-plus", "sonic-v6"),
        ("sonic-v5", "sonic-v6"),
        ("sonic-v5-5", "sonic-v6"),
    ];
    pub(super) const SONIC_SAMPLE_MODEL: &[(&str, &str)] = &[
        ("sonic-v3-5", "sonic-v6"),
        ("sonic-v4", "sonic-v6"),
        ("sonic-v4-5", "sonic-v6"),
        ("sonic-v4-5-all", "sonic-v6"),
        ("sonic-v4-5-plus", "sonic-v6"),
        ("sonic-v5", "sonic-v6"),
        ("sonic-v5-5", "sonic-v6"),
    ];
    pub(super) const SONIC_SECTION_MODEL: &[(&str, &str)] = &[
        ("sonic-v4", "sonic-v6"),
        ("sonic-v4-5", "sonic-v6"),
        ("sonic-v4-5-plus", "sonic-v6"),
        ("sonic-v5", "sonic-v6"),
        ("sonic-v5-5", "sonic-v6"),
    ];
    pub(super) const PRODUCER_MODEL: &[(&str, &str)] = &[
        ("FUZZ-0.8", "Lyria 3 Pro"),
        ("FUZZ-1.0", "Lyria 3 Pro"),
        ("FUZZ-1.0 Pro", "Lyria 3 Pro"),
        ("FUZZ-1.1", "Lyria 3 Pro"),
        ("FUZZ-1.1 Pro", "Lyria 3 Pro"),
        ("FUZZ-2.0", "Lyria 3 Pro"),
        ("FUZZ-2.0 Pro", "Lyria 3 Pro"),
        ("FUZZ-2.0 Raw", "Lyria 3 Pro"),
        ("FUZZ-3-Demo", "Lyria 3 Pro"),
        ("Lyria 3 preview", "Lyria 3 Pro"),
    ];
}

/// The words of each list that older editions don't have, each with the month of its first source.
mod since {
    #[allow(unused_imports, reason = "not every document has editions")]
    use crate::table::Edition;
    pub(super) const SONIC_MODEL: &[(&str, Edition)] = &[
        ("sonic-v5", Edition::new(2025u16, 12u8)),
        ("sonic-v5-5", Edition::new(2026u16, 7u8)),
        ("sonic-v6", Edition::new(2026u16, 9u8)),
        ("sonic-v6-mini", Edition::new(2026u16, 9u8)),
        ("sonic-v6-wild", Edition::new(2026u16, 9u8)),
    ];
    pub(super) const SONIC_SAMPLE_MODEL: &[(&str, Edition)] = &[
        ("sonic-v6", Edition::new(2026u16, 9u8)),
        ("sonic-v6-mini", Edition::new(2026u16, 9u8)),
        ("sonic-v6-wild", Edition::new(2026u16, 9u8)),
    ];
    pub(super) const SONIC_SECTION_MODEL: &[(&str, Edition)] = &[
        ("sonic-v6", Edition::new(2026u16, 9u8)),
        ("sonic-v6-mini", Edition::new(2026u16, 9u8)),
        ("sonic-v6-wild", Edition::new(2026u16, 9u8)),
    ];
}

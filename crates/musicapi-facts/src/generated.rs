// Made by `cargo xtask codegen` from openapi/musicapi.yaml (sha256 4a3b2d7632b3aa0fa527ae6ada47936fbb9bd4cf0a606ea2b75d4564e189a4f2) with progenitor 0.15.1. Edits are lost.

//! The table.
use crate::table::*;
/// The address of the service.
pub const SERVER: &str = "https://api.musicapi.ai/api/v1";
/// Every operation, in the order of the document.
pub static OPERATIONS: &[&Operation] = &[&CREATE_SONIC, &GET_SONIC_TASK, &GET_CREDITS];
/// `POST /sonic/create`: Start a song.
pub static CREATE_SONIC: Operation = Operation {
    id: "create_sonic",
    family: "sonic",
    method: "POST",
    path: "/sonic/create",
    summary: "Start a song",
    forms: &[
        Form {
            name: Some("create_music"),
            description: "A song from lyrics (`custom_mode` true, `prompt`) or from a description (`custom_mode` false, `gpt_description_prompt`).",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: Purse::Credits,
            }),
            fields: &[
                Field {
                    name: "custom_mode",
                    description: "True when lyrics (`prompt`), title and tags are given; false when a description is.",
                    required: true,
                    kind: Kind::Flag,
                    limits: &[],
                },
                Field {
                    name: "mv",
                    description: "The model that sings.",
                    required: true,
                    kind: Kind::Choice(
                        &[
                            "sonic-v3-5",
                            "sonic-v4",
                            "sonic-v4-5",
                            "sonic-v4-5-plus",
                            "sonic-v5",
                            "sonic-v5-5",
                            "sonic-v6",
                            "sonic-v6-wild",
                            "sonic-v6-mini",
                        ],
                    ),
                    limits: &[],
                },
                Field {
                    name: "prompt",
                    description: "The lyrics, with section marks such as `[Verse]`; with `auto_lyrics` a hint to write them from.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(5000u64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::MaxLength(3000u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v3-5"],
                            }),
                        },
                        Limit {
                            bound: Bound::MaxLength(3000u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v4"],
                            }),
                        },
                    ],
                },
                Field {
                    name: "gpt_description_prompt",
                    description: "What the song is to be, in plain words.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(400u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "title",
                    description: "The title.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(80u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "tags",
                    description: "Styles, as words separated by commas.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(1000u64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v3-5"],
                            }),
                        },
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v4"],
                            }),
                        },
                    ],
                },
                Field {
                    name: "negative_tags",
                    description: "Styles to keep out.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "make_instrumental",
                    description: "Without vocals.",
                    required: false,
                    kind: Kind::Flag,
                    limits: &[],
                },
                Field {
                    name: "auto_lyrics",
                    description: "Has the lyrics written from `prompt`; needs `custom_mode`.",
                    required: false,
                    kind: Kind::Flag,
                    limits: &[],
                },
                Field {
                    name: "vocal_gender",
                    description: "The voice, female or male; models from v4-5 on.",
                    required: false,
                    kind: Kind::Choice(&["f", "m"]),
                    limits: &[],
                },
                Field {
                    name: "style_weight",
                    description: "How closely to follow the tags.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "weirdness_constraint",
                    description: "How far to stray from the usual.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
            ],
            rules: &[
                Rule {
                    when: When {
                        field: "custom_mode",
                        values: &["true"],
                    },
                    require: &["prompt"],
                },
                Rule {
                    when: When {
                        field: "custom_mode",
                        values: &["false"],
                    },
                    require: &["gpt_description_prompt"],
                },
            ],
        },
        Form {
            name: Some("extend_music"),
            description: "More of a clip that the service made. The result is the new part alone; `concat_music` joins the two.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: Purse::Credits,
            }),
            fields: &[
                Field {
                    name: "continue_clip_id",
                    description: "The clip to start from; for `concat_music` the extension.",
                    required: true,
                    kind: Kind::Text,
                    limits: &[],
                },
                Field {
                    name: "continue_at",
                    description: "The second at which to continue.",
                    required: true,
                    kind: Kind::Number,
                    limits: &[],
                },
                Field {
                    name: "custom_mode",
                    description: "True when lyrics (`prompt`), title and tags are given; false when a description is.",
                    required: true,
                    kind: Kind::Flag,
                    limits: &[],
                },
                Field {
                    name: "mv",
                    description: "The model that sings.",
                    required: true,
                    kind: Kind::Choice(
                        &[
                            "sonic-v3-5",
                            "sonic-v4",
                            "sonic-v4-5",
                            "sonic-v4-5-plus",
                            "sonic-v5",
                            "sonic-v5-5",
                            "sonic-v6",
                            "sonic-v6-wild",
                            "sonic-v6-mini",
                        ],
                    ),
                    limits: &[],
                },
                Field {
                    name: "prompt",
                    description: "The lyrics, with section marks such as `[Verse]`; with `auto_lyrics` a hint to write them from.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(5000u64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::MaxLength(3000u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v3-5"],
                            }),
                        },
                        Limit {
                            bound: Bound::MaxLength(3000u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v4"],
                            }),
                        },
                    ],
                },
                Field {
                    name: "gpt_description_prompt",
                    description: "What the song is to be, in plain words.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(400u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "title",
                    description: "The title.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(80u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "tags",
                    description: "Styles, as words separated by commas.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(1000u64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v3-5"],
                            }),
                        },
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v4"],
                            }),
                        },
                    ],
                },
                Field {
                    name: "negative_tags",
                    description: "Styles to keep out.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "make_instrumental",
                    description: "Without vocals.",
                    required: false,
                    kind: Kind::Flag,
                    limits: &[],
                },
                Field {
                    name: "vocal_gender",
                    description: "The voice, female or male; models from v4-5 on.",
                    required: false,
                    kind: Kind::Choice(&["f", "m"]),
                    limits: &[],
                },
                Field {
                    name: "style_weight",
                    description: "How closely to follow the tags.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "weirdness_constraint",
                    description: "How far to stray from the usual.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
            ],
            rules: &[],
        },
        Form {
            name: Some("concat_music"),
            description: "An extension joined with the clip it extends, as one full song.",
            retired: false,
            price: Some(Price {
                credits: 2u32,
                purse: Purse::Credits,
            }),
            fields: &[
                Field {
                    name: "continue_clip_id",
                    description: "The clip to start from; for `concat_music` the extension.",
                    required: true,
                    kind: Kind::Text,
                    limits: &[],
                },
            ],
            rules: &[],
        },
        Form {
            name: Some("cover_music"),
            description: "A clip that the service made, sung anew in another style.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: Purse::Credits,
            }),
            fields: &[
                Field {
                    name: "continue_clip_id",
                    description: "The clip to start from; for `concat_music` the extension.",
                    required: true,
                    kind: Kind::Text,
                    limits: &[],
                },
                Field {
                    name: "custom_mode",
                    description: "True when lyrics (`prompt`), title and tags are given; false when a description is.",
                    required: true,
                    kind: Kind::Flag,
                    limits: &[],
                },
                Field {
                    name: "mv",
                    description: "The model that sings.",
                    required: true,
                    kind: Kind::Choice(
                        &[
                            "sonic-v3-5",
                            "sonic-v4",
                            "sonic-v4-5",
                            "sonic-v4-5-plus",
                            "sonic-v5",
                            "sonic-v5-5",
                            "sonic-v6",
                            "sonic-v6-wild",
                            "sonic-v6-mini",
                        ],
                    ),
                    limits: &[],
                },
                Field {
                    name: "prompt",
                    description: "The lyrics, with section marks such as `[Verse]`; with `auto_lyrics` a hint to write them from.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(5000u64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::MaxLength(3000u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v3-5"],
                            }),
                        },
                        Limit {
                            bound: Bound::MaxLength(3000u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v4"],
                            }),
                        },
                    ],
                },
                Field {
                    name: "gpt_description_prompt",
                    description: "What the song is to be, in plain words.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(400u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "title",
                    description: "The title.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(80u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "tags",
                    description: "Styles, as words separated by commas.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(1000u64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v3-5"],
                            }),
                        },
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v4"],
                            }),
                        },
                    ],
                },
                Field {
                    name: "negative_tags",
                    description: "Styles to keep out.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "make_instrumental",
                    description: "Without vocals.",
                    required: false,
                    kind: Kind::Flag,
                    limits: &[],
                },
                Field {
                    name: "vocal_gender",
                    description: "The voice, female or male; models from v4-5 on.",
                    required: false,
                    kind: Kind::Choice(&["f", "m"]),
                    limits: &[],
                },
                Field {
                    name: "style_weight",
                    description: "How closely to follow the tags.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "weirdness_constraint",
                    description: "How far to stray from the usual.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "audio_weight",
                    description: "How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
            ],
            rules: &[],
        },
        Form {
            name: Some("persona_music"),
            description: "A song by a persona, a singer derived from a clip before.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: Purse::Credits,
            }),
            fields: &[
                Field {
                    name: "persona_id",
                    description: "The singer, by the id that creating the persona answered with.",
                    required: true,
                    kind: Kind::Text,
                    limits: &[],
                },
                Field {
                    name: "custom_mode",
                    description: "True when lyrics (`prompt`), title and tags are given; false when a description is.",
                    required: true,
                    kind: Kind::Flag,
                    limits: &[],
                },
                Field {
                    name: "mv",
                    description: "The model that sings.",
                    required: true,
                    kind: Kind::Choice(
                        &[
                            "sonic-v3-5",
                            "sonic-v4",
                            "sonic-v4-5",
                            "sonic-v4-5-plus",
                            "sonic-v5",
                            "sonic-v5-5",
                            "sonic-v6",
                            "sonic-v6-wild",
                            "sonic-v6-mini",
                        ],
                    ),
                    limits: &[],
                },
                Field {
                    name: "prompt",
                    description: "The lyrics, with section marks such as `[Verse]`; with `auto_lyrics` a hint to write them from.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(5000u64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::MaxLength(3000u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v3-5"],
                            }),
                        },
                        Limit {
                            bound: Bound::MaxLength(3000u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v4"],
                            }),
                        },
                    ],
                },
                Field {
                    name: "gpt_description_prompt",
                    description: "What the song is to be, in plain words.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(400u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "title",
                    description: "The title.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(80u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "tags",
                    description: "Styles, as words separated by commas.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(1000u64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v3-5"],
                            }),
                        },
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v4"],
                            }),
                        },
                    ],
                },
                Field {
                    name: "negative_tags",
                    description: "Styles to keep out.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "make_instrumental",
                    description: "Without vocals.",
                    required: false,
                    kind: Kind::Flag,
                    limits: &[],
                },
                Field {
                    name: "vocal_gender",
                    description: "The voice, female or male; models from v4-5 on.",
                    required: false,
                    kind: Kind::Choice(&["f", "m"]),
                    limits: &[],
                },
                Field {
                    name: "style_weight",
                    description: "How closely to follow the tags.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "weirdness_constraint",
                    description: "How far to stray from the usual.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
            ],
            rules: &[],
        },
        Form {
            name: Some("extend_upload_music"),
            description: "More of a clip that was uploaded. Starting at second 0.1 is recommended.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: Purse::Credits,
            }),
            fields: &[
                Field {
                    name: "continue_clip_id",
                    description: "The clip to start from; for `concat_music` the extension.",
                    required: true,
                    kind: Kind::Text,
                    limits: &[],
                },
                Field {
                    name: "continue_at",
                    description: "The second at which to continue.",
                    required: true,
                    kind: Kind::Number,
                    limits: &[],
                },
                Field {
                    name: "custom_mode",
                    description: "True when lyrics (`prompt`), title and tags are given; false when a description is.",
                    required: true,
                    kind: Kind::Flag,
                    limits: &[],
                },
                Field {
                    name: "mv",
                    description: "The model that sings.",
                    required: true,
                    kind: Kind::Choice(
                        &[
                            "sonic-v3-5",
                            "sonic-v4",
                            "sonic-v4-5",
                            "sonic-v4-5-plus",
                            "sonic-v5",
                            "sonic-v5-5",
                            "sonic-v6",
                            "sonic-v6-wild",
                            "sonic-v6-mini",
                        ],
                    ),
                    limits: &[],
                },
                Field {
                    name: "prompt",
                    description: "The lyrics, with section marks such as `[Verse]`; with `auto_lyrics` a hint to write them from.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(5000u64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::MaxLength(3000u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v3-5"],
                            }),
                        },
                        Limit {
                            bound: Bound::MaxLength(3000u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v4"],
                            }),
                        },
                    ],
                },
                Field {
                    name: "gpt_description_prompt",
                    description: "What the song is to be, in plain words.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(400u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "title",
                    description: "The title.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(80u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "tags",
                    description: "Styles, as words separated by commas.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(1000u64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v3-5"],
                            }),
                        },
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v4"],
                            }),
                        },
                    ],
                },
                Field {
                    name: "negative_tags",
                    description: "Styles to keep out.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "make_instrumental",
                    description: "Without vocals.",
                    required: false,
                    kind: Kind::Flag,
                    limits: &[],
                },
                Field {
                    name: "vocal_gender",
                    description: "The voice, female or male; models from v4-5 on.",
                    required: false,
                    kind: Kind::Choice(&["f", "m"]),
                    limits: &[],
                },
                Field {
                    name: "style_weight",
                    description: "How closely to follow the tags.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "weirdness_constraint",
                    description: "How far to stray from the usual.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
            ],
            rules: &[],
        },
        Form {
            name: Some("cover_upload_music"),
            description: "A clip that was uploaded, sung anew in another style.",
            retired: false,
            price: Some(Price {
                credits: 15u32,
                purse: Purse::Credits,
            }),
            fields: &[
                Field {
                    name: "continue_clip_id",
                    description: "The clip to start from; for `concat_music` the extension.",
                    required: true,
                    kind: Kind::Text,
                    limits: &[],
                },
                Field {
                    name: "continue_at",
                    description: "The second at which to continue.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[],
                },
                Field {
                    name: "custom_mode",
                    description: "True when lyrics (`prompt`), title and tags are given; false when a description is.",
                    required: true,
                    kind: Kind::Flag,
                    limits: &[],
                },
                Field {
                    name: "mv",
                    description: "The model that sings.",
                    required: true,
                    kind: Kind::Choice(
                        &[
                            "sonic-v3-5",
                            "sonic-v4",
                            "sonic-v4-5",
                            "sonic-v4-5-plus",
                            "sonic-v5",
                            "sonic-v5-5",
                            "sonic-v6",
                            "sonic-v6-wild",
                            "sonic-v6-mini",
                        ],
                    ),
                    limits: &[],
                },
                Field {
                    name: "prompt",
                    description: "The lyrics, with section marks such as `[Verse]`; with `auto_lyrics` a hint to write them from.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(5000u64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::MaxLength(3000u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v3-5"],
                            }),
                        },
                        Limit {
                            bound: Bound::MaxLength(3000u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v4"],
                            }),
                        },
                    ],
                },
                Field {
                    name: "gpt_description_prompt",
                    description: "What the song is to be, in plain words.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(400u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "title",
                    description: "The title.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(80u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "tags",
                    description: "Styles, as words separated by commas.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(1000u64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v3-5"],
                            }),
                        },
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: Some(When {
                                field: "mv",
                                values: &["sonic-v4"],
                            }),
                        },
                    ],
                },
                Field {
                    name: "negative_tags",
                    description: "Styles to keep out.",
                    required: false,
                    kind: Kind::Text,
                    limits: &[
                        Limit {
                            bound: Bound::MaxLength(200u64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "make_instrumental",
                    description: "Without vocals.",
                    required: false,
                    kind: Kind::Flag,
                    limits: &[],
                },
                Field {
                    name: "vocal_gender",
                    description: "The voice, female or male; models from v4-5 on.",
                    required: false,
                    kind: Kind::Choice(&["f", "m"]),
                    limits: &[],
                },
                Field {
                    name: "style_weight",
                    description: "How closely to follow the tags.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "weirdness_constraint",
                    description: "How far to stray from the usual.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
                Field {
                    name: "audio_weight",
                    description: "How close to stay to the original: up to 0.3 free, 0.4 to 0.6 balanced, from 0.7 on close.",
                    required: false,
                    kind: Kind::Number,
                    limits: &[
                        Limit {
                            bound: Bound::Minimum(0f64),
                            when: None,
                        },
                        Limit {
                            bound: Bound::Maximum(1f64),
                            when: None,
                        },
                    ],
                },
            ],
            rules: &[],
        },
    ],
    tag: Some(Tag {
        field: "task_type",
        default: Some("create_music"),
    }),
    starts: Some(Starts {
        operation: "get_sonic_task",
        task_id: "/task_id",
    }),
    report: None,
};
/// `GET /sonic/task/{task_id}`: Ask how far a song is.
pub static GET_SONIC_TASK: Operation = Operation {
    id: "get_sonic_task",
    family: "sonic",
    method: "GET",
    path: "/sonic/task/{task_id}",
    summary: "Ask how far a song is",
    forms: &[],
    tag: None,
    starts: None,
    report: Some(Report {
        clips: "/data",
        state: "/state",
        state_of: StateOf::Clip,
        waiting: &["pending", "running"],
        succeeded: &["succeeded"],
        failed: &["failed"],
        notice: Some(Notice {
            word: "/type",
            waiting: &["not_ready"],
            failed: &["failed", "timeout", "forbidden", "api_error"],
        }),
        pace: (15u32, 25u32),
    }),
};
/// `GET /get-credits`: Ask what is left to spend.
pub static GET_CREDITS: Operation = Operation {
    id: "get_credits",
    family: "account",
    method: "GET",
    path: "/get-credits",
    summary: "Ask what is left to spend",
    forms: &[],
    tag: None,
    starts: None,
    report: None,
};

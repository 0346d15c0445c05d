// Made by `cargo xtask codegen` from openapi/musicapi.yaml. Edits are lost.

#![allow(clippy::all, reason = "made")]

//! The shapes of answers.
use crate::table::{Shape, ShapeKind};
/// What the document knows of the successful answers of the operation with this id.
#[must_use]
pub fn answer(operation: &str) -> &'static Shape {
    ANSWERS
        .iter()
        .find(|(id, _)| *id == operation)
        .map_or(&Shape::ANY, |(_, shape)| shape)
}

static ANSWERS: &[(&str, &Shape)] = &[
    ("create_sonic", &TASK_CREATED),
    (
        "get_sonic_task",
        &Shape {
            kind: ShapeKind::Object,
            fields: &[
                ("code", &Shape::ANY),
                (
                    "data",
                    &Shape {
                        kind: ShapeKind::Any,
                        fields: &[("persona_id", &Shape::TEXT), ("name", &Shape::TEXT)],
                        items: Some(
                            &Shape {
                                kind: ShapeKind::Object,
                                fields: &[
                                    ("clip_id", &Shape::TEXT),
                                    ("state", &SONIC_CLIP_STATE),
                                    ("title", &Shape::TEXT),
                                    ("tags", &Shape::TEXT),
                                    ("lyrics", &Shape::TEXT),
                                    ("image_url", &Shape::TEXT),
                                    ("audio_url", &Shape::TEXT),
                                    ("video_url", &Shape::TEXT),
                                    ("created_at", &Shape::TEXT),
                                    ("gpt_description_prompt", &Shape::TEXT),
                                    ("duration", &SECONDS),
                                    ("negative_tags", &Shape::TEXT),
                                    ("style_weight", &Shape::NUMBER),
                                    ("weirdness_constraint", &Shape::NUMBER),
                                    ("mv", &Shape::TEXT),
                                    ("extended", &SONIC_CLIP),
                                    ("replaced", &SONIC_CLIP),
                                    ("full", &SONIC_CLIP),
                                ],
                                items: None,
                                words: &[],
                            },
                        ),
                        words: &[],
                    },
                ),
                ("message", &Shape::TEXT),
                ("type", &TASK_NOTICE_TYPE),
                ("error", &Shape::TEXT),
                ("already_refunded", &Shape::FLAG),
            ],
            items: None,
            words: &[],
        },
    ),
    ("split_sonic_stems_basic", &TASK_CREATED),
    ("split_sonic_stems_full", &TASK_CREATED),
    ("create_sonic_persona", &SONIC_PERSONA),
    ("upload_sonic_clip", &SONIC_UPLOADED),
    ("get_sonic_wav", &SONIC_WAV),
    ("write_sonic_lyrics", &SONIC_LYRICS),
    ("align_sonic_lyrics", &SONIC_ALIGNED_LYRICS),
    ("measure_sonic_bpm", &SONIC_BPM),
    ("upsample_sonic_tags", &SONIC_UPSAMPLED_TAGS),
    ("create_sonic_voice", &TASK_CREATED),
    ("extract_sonic_vox", &SONIC_VOX),
    (
        "get_sonic_midi",
        &Shape {
            kind: ShapeKind::Object,
            fields: &[
                ("code", &Shape::ANY),
                ("data", &SONIC_NOTES),
                ("message", &Shape::TEXT),
                ("type", &TASK_NOTICE_TYPE),
                ("error", &Shape::TEXT),
                ("already_refunded", &Shape::FLAG),
            ],
            items: None,
            words: &[],
        },
    ),
    ("create_sonic_mashup", &TASK_CREATED),
    ("replace_sonic_section", &TASK_CREATED),
    ("sample_sonic_clip", &SONIC_STEPS_CREATED),
    ("upload_and_cover_sonic", &SONIC_STEPS_CREATED),
    ("upload_and_extend_sonic", &SONIC_STEPS_CREATED),
    ("download_sonic_clip", &SONIC_DOWNLOAD),
    ("create_sonic_batch", &SONIC_BATCH),
    ("get_sonic_batch", &SONIC_BATCH_REPORT),
    ("create_suno", &TASK_CREATED),
    (
        "get_suno_clip",
        &Shape {
            kind: ShapeKind::Object,
            fields: &[
                ("code", &Shape::ANY),
                (
                    "data",
                    &Shape {
                        kind: ShapeKind::Any,
                        fields: &[("persona_id", &Shape::TEXT), ("name", &Shape::TEXT)],
                        items: Some(
                            &Shape {
                                kind: ShapeKind::Object,
                                fields: &[
                                    ("clip_id", &Shape::TEXT),
                                    ("state", &SONIC_CLIP_STATE),
                                    ("title", &Shape::TEXT),
                                    ("tags", &Shape::TEXT),
                                    ("lyrics", &Shape::TEXT),
                                    ("image_url", &Shape::TEXT),
                                    ("audio_url", &Shape::TEXT),
                                    ("video_url", &Shape::TEXT),
                                    ("created_at", &Shape::TEXT),
                                    ("gpt_description_prompt", &Shape::TEXT),
                                    ("duration", &SECONDS),
                                    ("negative_tags", &Shape::TEXT),
                                    ("style_weight", &Shape::NUMBER),
                                    ("weirdness_constraint", &Shape::NUMBER),
                                    ("mv", &Shape::TEXT),
                                    ("extended", &SONIC_CLIP),
                                    ("replaced", &SONIC_CLIP),
                                    ("full", &SONIC_CLIP),
                                ],
                                items: None,
                                words: &[],
                            },
                        ),
                        words: &[],
                    },
                ),
                ("message", &Shape::TEXT),
                ("type", &TASK_NOTICE_TYPE),
                ("error", &Shape::TEXT),
                ("already_refunded", &Shape::FLAG),
            ],
            items: None,
            words: &[],
        },
    ),
    ("make_suno_lyrics", &SUNO_LYRICS_STARTED),
    ("get_suno_lyrics", &SUNO_LYRICS),
    ("get_suno_song", &SUNO_SONG),
    ("create_riffusion", &TASK_CREATED),
    ("upload_riffusion_clip", &RIFFUSION_UPLOADED),
    (
        "get_riffusion_task",
        &Shape {
            kind: ShapeKind::Object,
            fields: &[
                ("code", &Shape::ANY),
                (
                    "data",
                    &Shape {
                        kind: ShapeKind::List,
                        fields: &[],
                        items: Some(&RIFFUSION_CLIP),
                        words: &[],
                    },
                ),
                ("message", &Shape::TEXT),
                ("type", &TASK_NOTICE_TYPE),
                ("error", &Shape::TEXT),
                ("already_refunded", &Shape::FLAG),
            ],
            items: None,
            words: &[],
        },
    ),
    ("create_studio", &STUDIO_CREATED),
    ("get_studio_task", &STUDIO_TASK),
    ("create_nuro", &TASK_CREATED),
    ("get_nuro_task", &NURO_TASK),
    ("create_producer", &TASK_CREATED),
    ("upload_producer_clip", &TASK_CREATED),
    ("download_producer_clip", &TASK_CREATED),
    (
        "get_producer_task",
        &Shape {
            kind: ShapeKind::Object,
            fields: &[
                ("code", &Shape::ANY),
                ("status", &PRODUCER_STATUS),
                (
                    "data",
                    &Shape {
                        kind: ShapeKind::List,
                        fields: &[],
                        items: Some(&PRODUCER_CLIP),
                        words: &[],
                    },
                ),
                ("message", &Shape::TEXT),
                ("type", &TASK_NOTICE_TYPE),
                ("error", &Shape::TEXT),
                ("already_refunded", &Shape::FLAG),
            ],
            items: None,
            words: &[],
        },
    ),
    ("get_credits", &CREDITS),
];
static CREDITS: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[("credits", &Shape::NUMBER), ("extra_credits", &Shape::NUMBER)],
    items: None,
    words: &[],
};
static NURO_TASK: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("task_id", &Shape::TEXT),
        ("status", &NURO_STATUS),
        ("progress", &Shape::INTEGER),
        ("audio_url", &Shape::TEXT),
        ("lyrics", &Shape::TEXT),
        ("duration", &SECONDS),
        ("genre", &Shape::TEXT),
        ("mood", &Shape::TEXT),
        ("gender", &Shape::TEXT),
        ("timbre", &Shape::TEXT),
    ],
    items: None,
    words: &[],
};
static NURO_STATUS: Shape = Shape {
    kind: ShapeKind::Text,
    fields: &[],
    items: None,
    words: &["failed", "pending", "running", "succeeded"],
};
static PRODUCER_CLIP: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("clip_id", &Shape::TEXT),
        ("title", &Shape::TEXT),
        ("sound", &Shape::TEXT),
        ("lyrics", &Shape::TEXT),
        ("lyrics_id", &Shape::TEXT),
        ("lyrics_timing_markers", &Shape::ANY),
        ("image_url", &Shape::TEXT),
        ("audio_url", &Shape::TEXT),
        ("wav_url", &Shape::TEXT),
        ("video_url", &Shape::TEXT),
        ("created_at", &Shape::TEXT),
        ("mv", &Shape::TEXT),
        ("seed", &PRODUCER_SEED),
        ("duration", &SECONDS),
        ("state", &PRODUCER_CLIP_STATE),
    ],
    items: None,
    words: &[],
};
static PRODUCER_CLIP_STATE: Shape = Shape {
    kind: ShapeKind::Text,
    fields: &[],
    items: None,
    words: &["pending", "running", "succeeded"],
};
static PRODUCER_SEED: Shape = Shape::ANY;
static PRODUCER_STATUS: Shape = Shape {
    kind: ShapeKind::Text,
    fields: &[],
    items: None,
    words: &["FAILED", "PENDING", "RUNNING", "SUCCESS"],
};
static RIFFUSION_CLIP: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("clip_id", &Shape::TEXT),
        ("title", &Shape::TEXT),
        ("sound", &Shape::TEXT),
        ("lyrics", &Shape::TEXT),
        ("image_url", &Shape::TEXT),
        ("audio_url", &Shape::TEXT),
        ("video_url", &Shape::TEXT),
        ("created_at", &Shape::TEXT),
        ("mv", &Shape::TEXT),
        ("vocal_variation", &Shape::NUMBER),
        ("duration", &SECONDS),
        ("timestamp", &Shape::ANY),
        ("state", &RIFFUSION_CLIP_STATE),
    ],
    items: None,
    words: &[],
};
static RIFFUSION_CLIP_STATE: Shape = Shape {
    kind: ShapeKind::Text,
    fields: &[],
    items: None,
    words: &["pending", "running", "succeeded"],
};
static RIFFUSION_UPLOADED: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("code", &Shape::INTEGER),
        ("clip_id", &Shape::TEXT),
        ("message", &Shape::TEXT),
    ],
    items: None,
    words: &[],
};
static SECONDS: Shape = Shape::ANY;
static SONIC_ALIGNED_LYRICS: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("code", &Shape::INTEGER),
        ("message", &Shape::TEXT),
        ("data", &SONIC_ALIGNMENT),
    ],
    items: None,
    words: &[],
};
static SONIC_ALIGNMENT: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        (
            "alignment",
            &Shape {
                kind: ShapeKind::List,
                fields: &[],
                items: Some(&SONIC_ALIGNED_WORD),
                words: &[],
            },
        ),
    ],
    items: None,
    words: &[],
};
static SONIC_ALIGNED_WORD: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("word", &Shape::TEXT),
        ("start_s", &Shape::NUMBER),
        ("end_s", &Shape::NUMBER),
        ("p_align", &Shape::NUMBER),
        ("success", &Shape::FLAG),
    ],
    items: None,
    words: &[],
};
static SONIC_BATCH: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("message", &Shape::TEXT),
        ("batch_id", &Shape::TEXT),
        ("submitted", &Shape::INTEGER),
        (
            "tasks",
            &Shape {
                kind: ShapeKind::List,
                fields: &[],
                items: Some(&Shape::ANY),
                words: &[],
            },
        ),
    ],
    items: None,
    words: &[],
};
static SONIC_BATCH_REPORT: Shape = Shape::ANY;
static SONIC_BPM: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("code", &Shape::INTEGER),
        ("message", &Shape::TEXT),
        ("data", &SONIC_TEMPO),
    ],
    items: None,
    words: &[],
};
static SONIC_CLIP: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("clip_id", &Shape::TEXT),
        ("state", &SONIC_CLIP_STATE),
        ("title", &Shape::TEXT),
        ("tags", &Shape::TEXT),
        ("lyrics", &Shape::TEXT),
        ("image_url", &Shape::TEXT),
        ("audio_url", &Shape::TEXT),
        ("video_url", &Shape::TEXT),
        ("created_at", &Shape::TEXT),
        ("gpt_description_prompt", &Shape::TEXT),
        ("duration", &SECONDS),
        ("negative_tags", &Shape::TEXT),
        ("style_weight", &Shape::NUMBER),
        ("weirdness_constraint", &Shape::NUMBER),
        ("mv", &Shape::TEXT),
    ],
    items: None,
    words: &[],
};
static SONIC_CLIP_STATE: Shape = Shape {
    kind: ShapeKind::Text,
    fields: &[],
    items: None,
    words: &["failed", "pending", "running", "streaming", "succeeded"],
};
static SONIC_DOWNLOAD: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[("data", &SONIC_FILES)],
    items: None,
    words: &[],
};
static SONIC_FILES: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        (
            "files",
            &Shape {
                kind: ShapeKind::List,
                fields: &[],
                items: Some(&SONIC_FILE),
                words: &[],
            },
        ),
    ],
    items: None,
    words: &[],
};
static SONIC_FILE: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("format", &SONIC_FORMAT),
        ("url", &Shape::ADDRESS),
        ("file_url", &Shape::ADDRESS),
    ],
    items: None,
    words: &[],
};
static SONIC_FORMAT: Shape = Shape {
    kind: ShapeKind::Text,
    fields: &[],
    items: None,
    words: &["m4a", "mp3", "wav"],
};
static SONIC_LYRICS: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("code", &Shape::INTEGER),
        (
            "results",
            &Shape {
                kind: ShapeKind::List,
                fields: &[],
                items: Some(&SONIC_LYRICS_VERSION),
                words: &[],
            },
        ),
        ("message", &Shape::TEXT),
    ],
    items: None,
    words: &[],
};
static SONIC_LYRICS_VERSION: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[("title", &Shape::TEXT), ("lyrics", &Shape::TEXT)],
    items: None,
    words: &[],
};
static SONIC_NOTES: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("midi_url", &Shape::ADDRESS),
        (
            "instruments",
            &Shape {
                kind: ShapeKind::List,
                fields: &[],
                items: Some(&SONIC_INSTRUMENT),
                words: &[],
            },
        ),
    ],
    items: None,
    words: &[],
};
static SONIC_INSTRUMENT: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("name", &Shape::TEXT),
        (
            "notes",
            &Shape {
                kind: ShapeKind::List,
                fields: &[],
                items: Some(&SONIC_NOTE),
                words: &[],
            },
        ),
    ],
    items: None,
    words: &[],
};
static SONIC_NOTE: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("pitch", &Shape::NUMBER),
        ("start", &Shape::NUMBER),
        ("end", &Shape::NUMBER),
        ("velocity", &Shape::NUMBER),
    ],
    items: None,
    words: &[],
};
static SONIC_PERSONA: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("code", &Shape::INTEGER),
        ("persona_id", &Shape::TEXT),
        ("message", &Shape::TEXT),
    ],
    items: None,
    words: &[],
};
static SONIC_STEPS_CREATED: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("code", &Shape::INTEGER),
        ("message", &Shape::TEXT),
        ("task_id", &Shape::TEXT),
        ("failed_step", &SONIC_STEP_NAME),
        ("steps", &SONIC_STEPS),
    ],
    items: None,
    words: &[],
};
static SONIC_STEP_NAME: Shape = Shape {
    kind: ShapeKind::Text,
    fields: &[],
    items: None,
    words: &["cover", "extend", "sample", "upload"],
};
static SONIC_STEPS: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("upload", &SONIC_STEP),
        ("sample", &SONIC_STEP),
        ("cover", &SONIC_STEP),
        ("extend", &SONIC_STEP),
    ],
    items: None,
    words: &[],
};
static SONIC_STEP: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("success", &Shape::FLAG),
        ("clip_id", &Shape::TEXT),
        ("task_id", &Shape::TEXT),
        ("error", &Shape::TEXT),
    ],
    items: None,
    words: &[],
};
static SONIC_TEMPO: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("avg_bpm", &Shape::NUMBER),
        ("max_bpm", &Shape::NUMBER),
        ("min_bpm", &Shape::NUMBER),
    ],
    items: None,
    words: &[],
};
static SONIC_UPLOADED: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("code", &Shape::INTEGER),
        ("clip_id", &Shape::TEXT),
        ("task_id", &Shape::TEXT),
        ("message", &Shape::TEXT),
    ],
    items: None,
    words: &[],
};
static SONIC_UPSAMPLED_TAGS: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("code", &Shape::INTEGER),
        ("message", &Shape::TEXT),
        ("data", &SONIC_FULLER_TAGS),
    ],
    items: None,
    words: &[],
};
static SONIC_FULLER_TAGS: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[("upsampled_tags", &Shape::TEXT)],
    items: None,
    words: &[],
};
static SONIC_VOX: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("code", &Shape::INTEGER),
        ("data", &SONIC_VOX_AUDIO),
        ("message", &Shape::TEXT),
    ],
    items: None,
    words: &[],
};
static SONIC_VOX_AUDIO: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("vox_audio_id", &Shape::TEXT),
        ("status", &Shape::TEXT),
        ("source_clip_id", &Shape::TEXT),
        ("vocal_start_s", &Shape::NUMBER),
        ("vocal_end_s", &Shape::NUMBER),
        ("wave_response", &Shape::ANY),
    ],
    items: None,
    words: &[],
};
static SONIC_WAV: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[("message", &Shape::TEXT), ("data", &SONIC_WAV_FILE)],
    items: None,
    words: &[],
};
static SONIC_WAV_FILE: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[("wav_url", &Shape::ADDRESS)],
    items: None,
    words: &[],
};
static STUDIO_CREATED: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[("code", &Shape::TEXT), ("message", &Shape::TEXT), ("data", &Shape::TEXT)],
    items: None,
    words: &[],
};
static STUDIO_TASK: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("code", &Shape::TEXT),
        ("message", &Shape::TEXT),
        ("data", &STUDIO_TASK_STATE),
    ],
    items: None,
    words: &[],
};
static STUDIO_TASK_STATE: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("task_id", &Shape::TEXT),
        ("notify_hook", &Shape::TEXT),
        ("action", &Shape::TEXT),
        ("status", &STUDIO_STATUS),
        ("fail_reason", &Shape::TEXT),
        ("submit_time", &Shape::INTEGER),
        ("start_time", &Shape::INTEGER),
        ("finish_time", &Shape::INTEGER),
        ("progress", &Shape::TEXT),
        ("data", &STUDIO_SONGS),
    ],
    items: None,
    words: &[],
};
static STUDIO_SONGS: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        (
            "songs",
            &Shape {
                kind: ShapeKind::List,
                fields: &[],
                items: Some(&STUDIO_SONG),
                words: &[],
            },
        ),
    ],
    items: None,
    words: &[],
};
static STUDIO_SONG: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("id", &Shape::TEXT),
        (
            "tags",
            &Shape {
                kind: ShapeKind::List,
                fields: &[],
                items: Some(&Shape::TEXT),
                words: &[],
            },
        ),
        ("liked", &Shape::FLAG),
        ("likes", &Shape::NUMBER),
        ("plays", &Shape::NUMBER),
        ("title", &Shape::TEXT),
        ("artist", &Shape::TEXT),
        ("lyrics", &Shape::TEXT),
        ("prompt", &Shape::TEXT),
        ("song_path", &Shape::TEXT),
        ("image_path", &Shape::TEXT),
        ("duration", &SECONDS),
        ("created_at", &Shape::ANY),
        ("finished", &Shape::ANY),
    ],
    items: None,
    words: &[],
};
static STUDIO_STATUS: Shape = Shape {
    kind: ShapeKind::Text,
    fields: &[],
    items: None,
    words: &["IN_PROGRESS", "NOT_START", "SUCCESS"],
};
static SUNO_LYRICS: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("code", &Shape::INTEGER),
        ("data", &SUNO_LYRICS_TEXT),
        ("message", &Shape::TEXT),
    ],
    items: None,
    words: &[],
};
static SUNO_LYRICS_STARTED: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("code", &Shape::INTEGER),
        ("data", &SUNO_LYRICS_TASK),
        ("message", &Shape::TEXT),
    ],
    items: None,
    words: &[],
};
static SUNO_LYRICS_TASK: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[("task_id", &Shape::TEXT)],
    items: None,
    words: &[],
};
static SUNO_LYRICS_TEXT: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("task_id", &Shape::TEXT),
        ("status", &Shape::TEXT),
        ("title", &Shape::TEXT),
        ("text", &Shape::TEXT),
        ("input", &Shape::TEXT),
        ("metadata", &Shape::ANY),
    ],
    items: None,
    words: &[],
};
static SUNO_SONG: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("audio_url", &Shape::ADDRESS),
        ("video_url", &Shape::ADDRESS),
        ("cover_image", &Shape::ADDRESS),
        ("song_title", &Shape::TEXT),
        ("song_author", &Shape::TEXT),
        ("music_styles", &Shape::TEXT),
    ],
    items: None,
    words: &[],
};
static TASK_CREATED: Shape = Shape {
    kind: ShapeKind::Object,
    fields: &[
        ("message", &Shape::TEXT),
        ("task_id", &Shape::TEXT),
        ("warning", &Shape::TEXT),
        ("code", &Shape::INTEGER),
    ],
    items: None,
    words: &[],
};
static TASK_NOTICE_TYPE: Shape = Shape {
    kind: ShapeKind::Text,
    fields: &[],
    items: None,
    words: &["api_error", "failed", "forbidden", "not_ready", "timeout"],
};

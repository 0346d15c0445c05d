// Made by `cargo xtask codegen` from openapi/musicapi.yaml. Edits are lost.

#![allow(clippy::all, reason = "made")]

//! The operations, grouped by family.
use musicapi_facts::Operation;
use serde_json::Value;
#[allow(unused_imports, reason = "not every document has each kind of parameter")]
use crate::call::dynamic::{optional, required, several, typed};
use crate::call::pipeline::Checked;
use crate::call::answer::{Answer, Paid};
use crate::client::Client;
use crate::error::Error;
use crate::task::status::read_status;
use crate::task::Task;
use crate::types;
impl Client {
    /// Create, extend, join and cover songs with vocals; tools for clips.
    #[must_use]
    pub fn sonic(&self) -> Sonic<'_> {
        Sonic { client: self }
    }

    /// Other names for sonic calls, lyrics as a task, and a look at a shared song.
    #[must_use]
    pub fn suno(&self) -> Suno<'_> {
        Suno { client: self }
    }

    /// Songs with vocals, and exchange of their voice or sound. Deprecated.
    #[must_use]
    pub fn riffusion(&self) -> Riffusion<'_> {
        Riffusion { client: self }
    }

    /// Short songs. Unavailable.
    #[must_use]
    pub fn studio(&self) -> Studio<'_> {
        Studio { client: self }
    }

    /// One song with vocals, or background music, at a time. Deprecated.
    #[must_use]
    pub fn nuro(&self) -> Nuro<'_> {
        Nuro { client: self }
    }

    /// Create, extend, edit and cover one song at a time.
    #[must_use]
    pub fn producer(&self) -> Producer<'_> {
        Producer { client: self }
    }

    /// What is left to spend.
    #[must_use]
    pub fn account(&self) -> Account<'_> {
        Account { client: self }
    }

    /// Calls any operation, by text and JSON. The body was checked, and goes through its type.
    pub(crate) async fn dispatch(
        &self,
        operation: &'static Operation,
        parameters: &[(&str, &str)],
        body: Option<Checked>,
    ) -> Result<Answer, Error> {
        match operation.id {
            "create_sonic" => {
                let body = typed::<types::SonicCreate>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.create_sonic(body).await },
                    )
                    .await
            }
            "get_sonic_task" => {
                let task_id = required(operation, parameters, "task_id")?;
                self.ask(operation, |raw| raw.get_sonic_task(task_id)).await
            }
            "split_sonic_stems_basic" => {
                let body = typed::<types::SonicStemsRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.split_sonic_stems_basic(body).await
                        },
                    )
                    .await
            }
            "split_sonic_stems_full" => {
                let body = typed::<types::SonicStemsRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.split_sonic_stems_full(body).await
                        },
                    )
                    .await
            }
            "create_sonic_persona" => {
                let body = typed::<types::SonicPersonaRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.create_sonic_persona(body).await
                        },
                    )
                    .await
            }
            "upload_sonic_clip" => {
                let body = typed::<types::SonicUploadRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.upload_sonic_clip(body).await },
                    )
                    .await
            }
            "get_sonic_wav" => {
                let body = typed::<types::SonicWavRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.get_sonic_wav(body).await },
                    )
                    .await
            }
            "write_sonic_lyrics" => {
                let body = typed::<types::SonicLyricsRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.write_sonic_lyrics(body).await
                        },
                    )
                    .await
            }
            "align_sonic_lyrics" => {
                let body = typed::<types::SonicAlignedLyricsRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.align_sonic_lyrics(body).await
                        },
                    )
                    .await
            }
            "measure_sonic_bpm" => {
                let body = typed::<types::SonicBpmRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.measure_sonic_bpm(body).await },
                    )
                    .await
            }
            "upsample_sonic_tags" => {
                let body = typed::<types::SonicUpsampleTagsRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.upsample_sonic_tags(body).await
                        },
                    )
                    .await
            }
            "create_sonic_voice" => {
                let body = typed::<types::SonicVoiceRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.create_sonic_voice(body).await
                        },
                    )
                    .await
            }
            "extract_sonic_vox" => {
                let body = typed::<types::SonicVoxRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.extract_sonic_vox(body).await },
                    )
                    .await
            }
            "get_sonic_midi" => {
                let body = typed::<types::SonicMidiRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.get_sonic_midi(body).await },
                    )
                    .await
            }
            "create_sonic_mashup" => {
                let body = typed::<types::SonicMashupRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.create_sonic_mashup(body).await
                        },
                    )
                    .await
            }
            "replace_sonic_section" => {
                let body = typed::<types::SonicReplaceSectionRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.replace_sonic_section(body).await
                        },
                    )
                    .await
            }
            "sample_sonic_clip" => {
                let body = typed::<types::SonicSampleRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.sample_sonic_clip(body).await },
                    )
                    .await
            }
            "upload_and_cover_sonic" => {
                let body = typed::<types::SonicUploadCoverRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.upload_and_cover_sonic(body).await
                        },
                    )
                    .await
            }
            "upload_and_extend_sonic" => {
                let body = typed::<types::SonicUploadExtendRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.upload_and_extend_sonic(body).await
                        },
                    )
                    .await
            }
            "download_sonic_clip" => {
                let body = typed::<types::SonicDownloadRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.download_sonic_clip(body).await
                        },
                    )
                    .await
            }
            "create_sonic_batch" => {
                let body = typed::<types::SonicBatchRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.create_sonic_batch(body).await
                        },
                    )
                    .await
            }
            "get_sonic_batch" => {
                let batch_id = required(operation, parameters, "batch_id")?;
                self.ask(operation, |raw| raw.get_sonic_batch(batch_id)).await
            }
            "create_suno" => {
                let body = typed::<types::SonicCreate>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.create_suno(body).await },
                    )
                    .await
            }
            "get_suno_clip" => {
                let task_id = required(operation, parameters, "task_id")?;
                self.ask(operation, |raw| raw.get_suno_clip(task_id)).await
            }
            "make_suno_lyrics" => {
                let body = typed::<types::SunoLyricsRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.make_suno_lyrics(body).await },
                    )
                    .await
            }
            "get_suno_lyrics" => {
                let task_id = required(operation, parameters, "task_id")?;
                self.ask(operation, |raw| raw.get_suno_lyrics(task_id)).await
            }
            "get_suno_song" => {
                let body = typed::<types::SunoSongRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.get_suno_song(body).await },
                    )
                    .await
            }
            "create_riffusion" => {
                let body = typed::<types::RiffusionCreate>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.create_riffusion(body).await },
                    )
                    .await
            }
            "upload_riffusion_clip" => {
                let body = typed::<types::RiffusionUploadRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.upload_riffusion_clip(body).await
                        },
                    )
                    .await
            }
            "get_riffusion_task" => {
                let task_id = required(operation, parameters, "task_id")?;
                self.ask(operation, |raw| raw.get_riffusion_task(task_id)).await
            }
            "create_studio" => {
                let body = typed::<types::StudioCreate>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.create_studio(body).await },
                    )
                    .await
            }
            "get_studio_task" => {
                let task_id = required(operation, parameters, "task_id")?;
                self.ask(operation, |raw| raw.get_studio_task(task_id)).await
            }
            "create_nuro" => {
                let body = typed::<types::NuroCreate>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.create_nuro(body).await },
                    )
                    .await
            }
            "get_nuro_task" => {
                let task_id = required(operation, parameters, "task_id")?;
                self.ask(operation, |raw| raw.get_nuro_task(task_id)).await
            }
            "create_producer" => {
                let body = typed::<types::ProducerCreate>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move { raw.create_producer(body).await },
                    )
                    .await
            }
            "upload_producer_clip" => {
                let body = typed::<types::ProducerUploadRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.upload_producer_clip(body).await
                        },
                    )
                    .await
            }
            "download_producer_clip" => {
                let body = typed::<types::ProducerDownloadRequest>(operation, body)?;
                self.send_checked(
                        operation,
                        body,
                        move |raw, body| async move {
                            raw.download_producer_clip(body).await
                        },
                    )
                    .await
            }
            "get_producer_task" => {
                let task_id = required(operation, parameters, "task_id")?;
                self.ask(operation, |raw| raw.get_producer_task(task_id)).await
            }
            "get_credits" => self.ask(operation, |raw| raw.get_credits()).await,
            _ => {
                Err(
                    Error::config("the client was made without this operation")
                        .of(operation),
                )
            }
        }
    }
}

/// Create, extend, join and cover songs with vocals; tools for clips.
#[derive(Debug, Clone, Copy)]
pub struct Sonic<'c> {
    client: &'c Client,
}

impl Sonic<'_> {
    /// Start a song.
    ///
    /// Starts a task that makes two clips: from lyrics or from a description, or from an existing clip (extend, concat, cover, remaster), an uploaded clip (extend, cover, add vocals, add instruments) or a persona. Which one is said by `task_type`; without it a plain song is made. Credits are taken when the task is accepted, and given back when it fails.
    ///
    /// Sends `POST /sonic/create`.
    ///
    /// Costs, in credits:
    /// - `create_music`: 20
    /// - `extend_music`: 15
    /// - `concat_music`: 2
    /// - `cover_music`: 15
    /// - `persona_music`: 15
    /// - `extend_upload_music`: 15
    /// - `cover_upload_music`: 15
    /// - `remaster`: 15
    /// - `add_instrumental`: 15
    /// - `add_vocals`: 15
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn create(
        &self,
        request: impl Into<types::SonicCreate>,
    ) -> Result<Task<types::SonicClip>, Error> {
        let body: types::SonicCreate = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::CREATE_SONIC,
                body,
                move |raw, body| async move { raw.create_sonic(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Ask how far a song is.
    ///
    /// Free. A song has two clips, which finish independently: the task is done when each of them is final. Ask every 15 to 25 seconds; a song takes one to three minutes. A join that was asked for with `auto_concat` has pairs instead of clips, a voice that is made has a persona. A split into stems has its tracks instead of clips; what a track looks like is not known.
    ///
    /// Sends `GET /sonic/task/{task_id}`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped, it has done nothing.
    pub async fn get_task(
        &self,
        task_id: &str,
    ) -> Result<types::SonicTaskAnswer, Error> {
        let answer = self
            .client
            .ask(&musicapi_facts::GET_SONIC_TASK, |raw| raw.get_sonic_task(task_id))
            .await?;
        answer.decode().map_err(|error| self.client.sealed(error))
    }

    /// Takes up a task that was started before, perhaps by another process. Nothing is sent yet.
    #[must_use]
    pub fn task(&self, task_id: impl Into<String>) -> Task<types::SonicClip> {
        Task::new(
            self.client.clone(),
            crate::task::TaskRef::of(&musicapi_facts::GET_SONIC_TASK, task_id.into()),
        )
    }

    /// Split a clip into voice and instruments.
    ///
    /// Starts a task that splits a clip which the service made into four tracks, or into two, vocals and instruments, by older pages. What failed is paid back. The finished task is read as a song's; what a track looks like is not known.
    ///
    /// Sends `POST /sonic/stems/basic`.
    ///
    /// Costs 30 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn split_stems_basic(
        &self,
        request: impl Into<types::SonicStemsRequest>,
    ) -> Result<Task<types::SonicClip>, Error> {
        let body: types::SonicStemsRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::SPLIT_SONIC_STEMS_BASIC,
                body,
                move |raw, body| async move { raw.split_sonic_stems_basic(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Split a clip into every instrument.
    ///
    /// Starts a task that splits a clip which the service made into 24 tracks, or twelve by older pages, among them backing vocals, drums, bass, guitar, keyboard, percussion, strings, synth, fx, brass and woodwinds. What failed is paid back. The finished task is read as a song's; what a track looks like is not known.
    ///
    /// Sends `POST /sonic/stems/full`.
    ///
    /// Costs 75 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn split_stems_full(
        &self,
        request: impl Into<types::SonicStemsRequest>,
    ) -> Result<Task<types::SonicClip>, Error> {
        let body: types::SonicStemsRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::SPLIT_SONIC_STEMS_FULL,
                body,
                move |raw, body| async move { raw.split_sonic_stems_full(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Make a singer from a clip.
    ///
    /// Derives a persona, a singer to use again, from a clip that the service made or that was uploaded, and answers at once. The clip should not be older than 24 hours. There are two forms of request: the older one names `continue_clip_id` and `description`, the newer one `clip_id` and `describe`. The page was marked unavailable for a time in autumn 2025.
    ///
    /// Sends `POST /sonic/persona`.
    ///
    /// Costs 1 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn create_persona(
        &self,
        request: impl Into<types::SonicPersonaRequest>,
    ) -> Result<Paid<types::SonicPersona>, Error> {
        let body: types::SonicPersonaRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::CREATE_SONIC_PERSONA,
                body,
                move |raw, body| async move { raw.create_sonic_persona(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }

    /// Bring in a recording by its address.
    ///
    /// Fetches a recording and answers with a clip id, for `extend_upload_music`, `cover_upload_music`, a persona and others. It takes some 20 seconds, or a few minutes by an older page. The recording must be free of copyright, and from 6 to 60 seconds long; since early 2026 up to 8 minutes, as MP3, WAV or another common format. With `callback_url` the answer comes at once, with a task id.
    ///
    /// Sends `POST /sonic/upload`.
    ///
    /// Costs 2 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn upload_clip(
        &self,
        request: impl Into<types::SonicUploadRequest>,
    ) -> Result<Paid<types::SonicUploaded>, Error> {
        let body: types::SonicUploadRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::UPLOAD_SONIC_CLIP,
                body,
                move |raw, body| async move { raw.upload_sonic_clip(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }

    /// Ask for a clip as WAV.
    ///
    /// Answers at once with the address of a WAV file.
    ///
    /// Sends `POST /sonic/wav`.
    ///
    /// Costs 2 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn get_wav(
        &self,
        request: impl Into<types::SonicWavRequest>,
    ) -> Result<Paid<types::SonicWav>, Error> {
        let body: types::SonicWavRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::GET_SONIC_WAV,
                body,
                move |raw, body| async move { raw.get_sonic_wav(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }

    /// Generate lyrics.
    ///
    /// Writes lyrics from a short description, and answers at once, in the language of the description. There are two versions; a page of 2026 speaks of one. In the reference edition it took lyrics credits, a purse of its own.
    ///
    /// Sends `POST /sonic/lyrics`.
    ///
    /// Costs 2 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn write_lyrics(
        &self,
        request: impl Into<types::SonicLyricsRequest>,
    ) -> Result<Paid<types::SonicLyrics>, Error> {
        let body: types::SonicLyricsRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::WRITE_SONIC_LYRICS,
                body,
                move |raw, body| async move { raw.write_sonic_lyrics(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }

    /// Ask when each word is sung.
    ///
    /// Answers at once with the words of a clip and their times. Asking again for the same clip is free. Soon after a song was made the words may not be ready: ask again for some minutes.
    ///
    /// Sends `POST /sonic/aligned-lyrics`.
    ///
    /// Costs 1 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn align_lyrics(
        &self,
        request: impl Into<types::SonicAlignedLyricsRequest>,
    ) -> Result<Paid<types::SonicAlignedLyrics>, Error> {
        let body: types::SonicAlignedLyricsRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::ALIGN_SONIC_LYRICS,
                body,
                move |raw, body| async move { raw.align_sonic_lyrics(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }

    /// Ask how fast a clip is.
    ///
    /// Answers at once with the tempo in beats a minute.
    ///
    /// Sends `POST /sonic/bpm`.
    ///
    /// Costs 1 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn measure_bpm(
        &self,
        request: impl Into<types::SonicBpmRequest>,
    ) -> Result<Paid<types::SonicBpm>, Error> {
        let body: types::SonicBpmRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::MEASURE_SONIC_BPM,
                body,
                move |raw, body| async move { raw.measure_sonic_bpm(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }

    /// Have style words elaborated.
    ///
    /// Answers at once with a fuller description of a style, to be used as tags.
    ///
    /// Sends `POST /sonic/upsample-tags`.
    ///
    /// Costs 1 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn upsample_tags(
        &self,
        request: impl Into<types::SonicUpsampleTagsRequest>,
    ) -> Result<Paid<types::SonicUpsampledTags>, Error> {
        let body: types::SonicUpsampleTagsRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::UPSAMPLE_SONIC_TAGS,
                body,
                move |raw, body| async move { raw.upsample_sonic_tags(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }

    /// Make a singer from a recording.
    ///
    /// Starts a task that makes a persona from a public recording: MP3 or WAV, longer than 10 seconds, one clear singer. The finished task has a persona instead of clips. The answer may bring a warning.
    ///
    /// Sends `POST /sonic/create-voice`.
    ///
    /// Costs 4 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn create_voice(
        &self,
        request: impl Into<types::SonicVoiceRequest>,
    ) -> Result<Task<types::SonicVoice>, Error> {
        let body: types::SonicVoiceRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::CREATE_SONIC_VOICE,
                body,
                move |raw, body| async move { raw.create_sonic_voice(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Take the voice out of a clip.
    ///
    /// Answers with a piece of a clip's voice, from which a persona can be made. Start and end are at most 30 seconds apart.
    ///
    /// Sends `POST /sonic/vox`.
    ///
    /// Costs 1 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn extract_vox(
        &self,
        request: impl Into<types::SonicVoxRequest>,
    ) -> Result<Paid<types::SonicVox>, Error> {
        let body: types::SonicVoxRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::EXTRACT_SONIC_VOX,
                body,
                move |raw, body| async move { raw.extract_sonic_vox(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }

    /// Ask for the notes of a clip.
    ///
    /// Answers with the notes of a song or of a single instrument's track, as a MIDI file and as a list. The clip should not be older than 24 hours. While they are being made it answers 202: ask again. Whether asking again is charged again is not known.
    ///
    /// Sends `POST /sonic/midi`.
    ///
    /// Costs 1 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn get_midi(
        &self,
        request: impl Into<types::SonicMidiRequest>,
    ) -> Result<Paid<types::SonicMidiAnswer>, Error> {
        let body: types::SonicMidiRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::GET_SONIC_MIDI,
                body,
                move |raw, body| async move { raw.get_sonic_midi(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }

    /// Make one song of two clips.
    ///
    /// Starts a task that makes a song from two clips, with lyrics (`custom_mode` true) or a description (false).
    ///
    /// Sends `POST /sonic/mashup`.
    ///
    /// Costs 10 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn create_mashup(
        &self,
        request: impl Into<types::SonicMashupRequest>,
    ) -> Result<Task<types::SonicClip>, Error> {
        let body: types::SonicMashupRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::CREATE_SONIC_MASHUP,
                body,
                move |raw, body| async move { raw.create_sonic_mashup(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Sing a section of a clip anew.
    ///
    /// Starts a task that replaces a section of a clip. With `auto_concat` the task has pairs: the new section, and the full song as soon as it is joined.
    ///
    /// Sends `POST /sonic/replace-section`.
    ///
    /// Costs 15 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn replace_section(
        &self,
        request: impl Into<types::SonicReplaceSectionRequest>,
    ) -> Result<Task<types::SonicClip>, Error> {
        let body: types::SonicReplaceSectionRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::REPLACE_SONIC_SECTION,
                body,
                move |raw, body| async move { raw.replace_sonic_section(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Make a song around a piece of a recording.
    ///
    /// Starts a task that builds a song on a piece of a recording, given by its address, or of a clip. The address is uploaded first: the answer tells of both steps, and which one failed. The price is not known.
    ///
    /// Sends `POST /sonic/sample`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn sample_clip(
        &self,
        request: impl Into<types::SonicSampleRequest>,
    ) -> Result<Task<types::SonicClip>, Error> {
        let body: types::SonicSampleRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::SAMPLE_SONIC_CLIP,
                body,
                move |raw, body| async move { raw.sample_sonic_clip(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Sing a recording anew, in one call.
    ///
    /// Uploads a recording and starts a cover of it. The answer tells of both steps. The price is not known.
    ///
    /// Sends `POST /sonic/upload-cover`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn upload_and_cover(
        &self,
        request: impl Into<types::SonicUploadCoverRequest>,
    ) -> Result<Task<types::SonicClip>, Error> {
        let body: types::SonicUploadCoverRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::UPLOAD_AND_COVER_SONIC,
                body,
                move |raw, body| async move { raw.upload_and_cover_sonic(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Continue a recording, in one call.
    ///
    /// Uploads a recording and starts an extension of it. The answer tells of both steps. With `auto_concat` the task has pairs: the extension, and the full song as soon as it is joined. The price is not known.
    ///
    /// Sends `POST /sonic/upload-extend`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn upload_and_extend(
        &self,
        request: impl Into<types::SonicUploadExtendRequest>,
    ) -> Result<Task<types::SonicClip>, Error> {
        let body: types::SonicUploadExtendRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::UPLOAD_AND_EXTEND_SONIC,
                body,
                move |raw, body| async move { raw.upload_and_extend_sonic(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Ask for a clip's files.
    ///
    /// Answers with the addresses of a clip's files in the wished formats, or with 202 while they are prepared.
    ///
    /// Sends `POST /sonic/download`.
    ///
    /// Costs 2 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn download_clip(
        &self,
        request: impl Into<types::SonicDownloadRequest>,
    ) -> Result<Paid<types::SonicDownload>, Error> {
        let body: types::SonicDownloadRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::DOWNLOAD_SONIC_CLIP,
                body,
                move |raw, body| async move { raw.download_sonic_clip(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }

    /// Start up to ten songs at once.
    ///
    /// Starts a task for each item, which is the body of a create and costs what it costs by itself; the price is not known without the items. Which items failed is told for each; what the items of `tasks` look like is not known. Each task calls its own `webhook_url`.
    ///
    /// Sends `POST /sonic/batch`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn create_batch(
        &self,
        request: impl Into<types::SonicBatchRequest>,
    ) -> Result<Paid<types::SonicBatch>, Error> {
        let body: types::SonicBatchRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::CREATE_SONIC_BATCH,
                body,
                move |raw, body| async move { raw.create_sonic_batch(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }

    /// Ask how far a batch is.
    ///
    /// What it answers is not known.
    ///
    /// Sends `GET /sonic/batch`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped, it has done nothing.
    pub async fn get_batch(
        &self,
        batch_id: &str,
    ) -> Result<types::SonicBatchReport, Error> {
        let answer = self
            .client
            .ask(&musicapi_facts::GET_SONIC_BATCH, |raw| raw.get_sonic_batch(batch_id))
            .await?;
        answer.decode().map_err(|error| self.client.sealed(error))
    }
}

/// Other names for sonic calls, lyrics as a task, and a look at a shared song.
#[derive(Debug, Clone, Copy)]
pub struct Suno<'c> {
    client: &'c Client,
}

impl Suno<'_> {
    /// Start a song, by the other name.
    ///
    /// Does what `POST /sonic/create` does; the path is an alias.
    ///
    /// Sends `POST /suno/create`.
    ///
    /// Costs, in credits:
    /// - `create_music`: 20
    /// - `extend_music`: 15
    /// - `concat_music`: 2
    /// - `cover_music`: 15
    /// - `persona_music`: 15
    /// - `extend_upload_music`: 15
    /// - `cover_upload_music`: 15
    /// - `remaster`: 15
    /// - `add_instrumental`: 15
    /// - `add_vocals`: 15
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn create(
        &self,
        request: impl Into<types::SonicCreate>,
    ) -> Result<Task<types::SonicClip>, Error> {
        let body: types::SonicCreate = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::CREATE_SUNO,
                body,
                move |raw, body| async move { raw.create_suno(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Ask how far a song is, by the other name.
    ///
    /// Free. Does what `GET /sonic/task/{task_id}` does; the path is an alias, and takes the id of a task.
    ///
    /// Sends `GET /suno/clip/{task_id}`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped, it has done nothing.
    pub async fn get_clip(
        &self,
        task_id: &str,
    ) -> Result<types::SonicTaskAnswer, Error> {
        let answer = self
            .client
            .ask(&musicapi_facts::GET_SUNO_CLIP, |raw| raw.get_suno_clip(task_id))
            .await?;
        answer.decode().map_err(|error| self.client.sealed(error))
    }

    /// Takes up a task that was started before, perhaps by another process. Nothing is sent yet.
    #[must_use]
    pub fn clip(&self, task_id: impl Into<String>) -> Task<types::SonicClip> {
        Task::new(
            self.client.clone(),
            crate::task::TaskRef::of(&musicapi_facts::GET_SUNO_CLIP, task_id.into()),
        )
    }

    /// Generate lyrics, as a task.
    ///
    /// Starts a task that writes lyrics from a hint. The price is not known.
    ///
    /// Sends `POST /suno/make-lyrics`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn make_lyrics(
        &self,
        request: impl Into<types::SunoLyricsRequest>,
    ) -> Result<Paid<types::SunoLyricsStarted>, Error> {
        let body: types::SunoLyricsRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::MAKE_SUNO_LYRICS,
                body,
                move |raw, body| async move { raw.make_suno_lyrics(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }

    /// Ask for the lyrics of a task.
    ///
    /// The lyrics, with `status`, of which only `complete` is known. What a task without lyrics yet answers is not known.
    ///
    /// Sends `GET /suno/get-lyrics/{task_id}`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped, it has done nothing.
    pub async fn get_lyrics(&self, task_id: &str) -> Result<types::SunoLyrics, Error> {
        let answer = self
            .client
            .ask(&musicapi_facts::GET_SUNO_LYRICS, |raw| raw.get_suno_lyrics(task_id))
            .await?;
        answer.decode().map_err(|error| self.client.sealed(error))
    }

    /// Look at a shared song.
    ///
    /// Answers with what the page behind a share link shows. The price is not known.
    ///
    /// Sends `POST /suno/get-song`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn get_song(
        &self,
        request: impl Into<types::SunoSongRequest>,
    ) -> Result<Paid<types::SunoSong>, Error> {
        let body: types::SunoSongRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::GET_SUNO_SONG,
                body,
                move |raw, body| async move { raw.get_suno_song(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }
}

/// Songs with vocals, and exchange of their voice or sound. Deprecated.
#[derive(Debug, Clone, Copy)]
pub struct Riffusion<'c> {
    client: &'c Client,
}

impl Riffusion<'_> {
    /// Start a song, or change one.
    ///
    /// Starts a task that makes two songs: from lyrics or from a description, or from a clip (extend, cover, replace a section, swap the sound, swap the vocals), each also for an uploaded clip. Which one is said by `task_type`; without it a plain song is made. A song of three to four minutes takes less than a minute. Deprecated since autumn 2025; producer has the same models. What the service answers since then is not known.
    ///
    /// Sends `POST /riffusion/create`.
    ///
    /// Costs, in credits:
    /// - `create_music`: 12
    /// - `extend_music`: 12
    /// - `cover_music`: 12
    /// - `extend_upload_music`: 12
    /// - `cover_upload_music`: 12
    /// - `replace_music`: 12
    /// - `replace_upload_music`: 12
    /// - `swap_music_sound`: 12
    /// - `swap_upload_music_sound`: 12
    /// - `swap_music_vocals`: 12
    /// - `swap_upload_music_vocals`: 12
    ///
    /// Deprecated; use create_producer instead.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn create(
        &self,
        request: impl Into<types::RiffusionCreate>,
    ) -> Result<Task<types::RiffusionClip>, Error> {
        let body: types::RiffusionCreate = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::CREATE_RIFFUSION,
                body,
                move |raw, body| async move { raw.create_riffusion(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Bring in a recording by its address.
    ///
    /// Fetches a recording and answers with a clip id. It must be free of copyright; formats and lengths are not known. Deprecated since autumn 2025.
    ///
    /// Sends `POST /riffusion/upload`.
    ///
    /// Costs 2 credits.
    ///
    /// Deprecated; use upload_producer_clip instead.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn upload_clip(
        &self,
        request: impl Into<types::RiffusionUploadRequest>,
    ) -> Result<Paid<types::RiffusionUploaded>, Error> {
        let body: types::RiffusionUploadRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::UPLOAD_RIFFUSION_CLIP,
                body,
                move |raw, body| async move { raw.upload_riffusion_clip(body).await },
            )
            .await?;
        answer.paid().map_err(|error| self.client.sealed(error))
    }

    /// Ask how far a song is.
    ///
    /// A finished task has two songs: while there is only one, ask again. Under status 200 there may also be an interim answer, of a shape that is not known. How often to ask is not said. Deprecated since autumn 2025.
    ///
    /// Sends `GET /riffusion/task/{task_id}`.
    ///
    /// Deprecated; use get_producer_task instead.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped, it has done nothing.
    pub async fn get_task(
        &self,
        task_id: &str,
    ) -> Result<types::RiffusionTaskAnswer, Error> {
        let answer = self
            .client
            .ask(
                &musicapi_facts::GET_RIFFUSION_TASK,
                |raw| raw.get_riffusion_task(task_id),
            )
            .await?;
        answer.decode().map_err(|error| self.client.sealed(error))
    }

    /// Takes up a task that was started before, perhaps by another process. Nothing is sent yet.
    #[must_use]
    pub fn task(&self, task_id: impl Into<String>) -> Task<types::RiffusionClip> {
        Task::new(
            self.client.clone(),
            crate::task::TaskRef::of(&musicapi_facts::GET_RIFFUSION_TASK, task_id.into()),
        )
    }
}

/// Short songs. Unavailable.
#[derive(Debug, Clone, Copy)]
pub struct Studio<'c> {
    client: &'c Client,
}

impl Studio<'_> {
    /// Start a song, or extend one.
    ///
    /// Marked unavailable since May 2025; what it answers while unavailable is not known. Starts a task that makes two songs of 130 or 32 seconds: from a description (`lyrics_type` `generate`), from one's own lyrics (`user`) or without vocals (`instrumental`); or one that extends a song at its start or end (`config.mode`).
    ///
    /// Sends `POST /studio/create`.
    ///
    /// Costs 15 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn create(
        &self,
        request: impl Into<types::StudioCreate>,
    ) -> Result<Task<types::StudioSong>, Error> {
        let body: types::StudioCreate = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::CREATE_STUDIO,
                body,
                move |raw, body| async move { raw.create_studio(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Ask how far a song is.
    ///
    /// Marked unavailable since May 2025. The task is finished when `data.status` is `SUCCESS`; how it tells that it failed is not known, but there is `data.fail_reason`. The documented example took 50 seconds. How often to ask is not said.
    ///
    /// Sends `GET /studio/task/{task_id}`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped, it has done nothing.
    pub async fn get_task(&self, task_id: &str) -> Result<types::StudioTask, Error> {
        let answer = self
            .client
            .ask(&musicapi_facts::GET_STUDIO_TASK, |raw| raw.get_studio_task(task_id))
            .await?;
        answer.decode().map_err(|error| self.client.sealed(error))
    }

    /// Takes up a task that was started before, perhaps by another process. Nothing is sent yet.
    #[must_use]
    pub fn task(&self, task_id: impl Into<String>) -> Task<types::StudioSong> {
        Task::new(
            self.client.clone(),
            crate::task::TaskRef::of(&musicapi_facts::GET_STUDIO_TASK, task_id.into()),
        )
    }
}

/// One song with vocals, or background music, at a time. Deprecated.
#[derive(Debug, Clone, Copy)]
pub struct Nuro<'c> {
    client: &'c Client,
}

impl Nuro<'_> {
    /// Start a song or background music.
    ///
    /// Starts a task that makes one song with vocals (`type` `vocal`) or background music (`bgm`). Four minutes take some 30 seconds. A sister service has retired it in 2026, and answers 410; this one still lists it without a mark, but its own client leaves it out. Songs belong to `POST /sonic/create` then, background music to `POST /producer/create`.
    ///
    /// Sends `POST /nuro/create`.
    ///
    /// Costs, in credits:
    /// - `vocal`: 10
    /// - `bgm`: 10
    ///
    /// Deprecated; use create_sonic for vocals, create_producer for background music instead.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn create(
        &self,
        request: impl Into<types::NuroCreate>,
    ) -> Result<Task<types::NuroTask>, Error> {
        let body: types::NuroCreate = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::CREATE_NURO,
                body,
                move |raw, body| async move { raw.create_nuro(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Ask how far a song is.
    ///
    /// The answer is the song itself, with `status`, and nothing around it. How often to ask is not said. When a task fails with an error of type `api_error`, `timeout`, `bad_request` or `forbidden`, its credits are given back once. A sister service has retired it in 2026; old tasks can no longer be asked for there.
    ///
    /// Sends `GET /nuro/task/{task_id}`.
    ///
    /// Deprecated; use get_sonic_task, get_producer_task instead.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped, it has done nothing.
    pub async fn get_task(&self, task_id: &str) -> Result<types::NuroTask, Error> {
        let answer = self
            .client
            .ask(&musicapi_facts::GET_NURO_TASK, |raw| raw.get_nuro_task(task_id))
            .await?;
        answer.decode().map_err(|error| self.client.sealed(error))
    }

    /// Takes up a task that was started before, perhaps by another process. Nothing is sent yet.
    #[must_use]
    pub fn task(&self, task_id: impl Into<String>) -> Task<types::NuroTask> {
        Task::new(
            self.client.clone(),
            crate::task::TaskRef::of(&musicapi_facts::GET_NURO_TASK, task_id.into()),
        )
    }
}

/// Create, extend, edit and cover one song at a time.
#[derive(Debug, Clone, Copy)]
pub struct Producer<'c> {
    client: &'c Client,
}

impl Producer<'_> {
    /// Start a song, or change one.
    ///
    /// Starts a task that makes one song: from lyrics or a sound, or from a clip (extend, replace a section, cover), an uploaded clip among them. Which one is said by `task_type`; without it a song is made. What fails upstream is paid back. For music without vocals leave the lyrics out and say `instrumental, no vocals` in `sound`; for a variation create the song again with another `seed`. Variation and the two swaps are retired and answer 410. Whether a cover is depends on the page: back since 20 May 2026 by the documentation, 410 by the vendor's client.
    ///
    /// Sends `POST /producer/create`.
    ///
    /// Costs, in credits:
    /// - `create_music`: 12
    /// - `extend_music`: 12
    /// - `extend_upload_music`: 12
    /// - `replace_music`: 12
    /// - `replace_upload_music`: 12
    /// - `cover_music`: 12
    /// - `music_variation`: 10
    /// - `swap_music_vocals`: 10
    /// - `swap_music_sound`: 10
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn create(
        &self,
        request: impl Into<types::ProducerCreate>,
    ) -> Result<Task<types::ProducerClip>, Error> {
        let body: types::ProducerCreate = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::CREATE_PRODUCER,
                body,
                move |raw, body| async move { raw.create_producer(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Bring in a recording by its address.
    ///
    /// Starts a task that fetches a recording and gives it a clip id. The page was marked unavailable for a time in spring 2026.
    ///
    /// Sends `POST /producer/upload`.
    ///
    /// Costs 2 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn upload_clip(
        &self,
        request: impl Into<types::ProducerUploadRequest>,
    ) -> Result<Task<types::ProducerClip>, Error> {
        let body: types::ProducerUploadRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::UPLOAD_PRODUCER_CLIP,
                body,
                move |raw, body| async move { raw.upload_producer_clip(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Ask for a clip's file.
    ///
    /// Starts a task that prepares the file of a clip; its address is the `audio_url` of the finished task. What fails upstream is paid back. The page was marked unavailable for a time in spring 2026.
    ///
    /// Sends `POST /producer/download`.
    ///
    /// Costs 2 credits.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal.
    pub async fn download_clip(
        &self,
        request: impl Into<types::ProducerDownloadRequest>,
    ) -> Result<Task<types::ProducerClip>, Error> {
        let body: types::ProducerDownloadRequest = request.into();
        let answer = self
            .client
            .send(
                &musicapi_facts::DOWNLOAD_PRODUCER_CLIP,
                body,
                move |raw, body| async move { raw.download_producer_clip(body).await },
            )
            .await?;
        self.client.started(answer)
    }

    /// Ask how far a song, an upload or a download is.
    ///
    /// Free. A task has one song; what stands in `data` depends on the kind of task. What a failed task cost is given back. A sister service has had `status` beside `data` since 2026.
    ///
    /// Sends `GET /producer/task/{task_id}`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped, it has done nothing.
    pub async fn get_task(
        &self,
        task_id: &str,
    ) -> Result<types::ProducerTaskAnswer, Error> {
        let answer = self
            .client
            .ask(
                &musicapi_facts::GET_PRODUCER_TASK,
                |raw| raw.get_producer_task(task_id),
            )
            .await?;
        answer.decode().map_err(|error| self.client.sealed(error))
    }

    /// Takes up a task that was started before, perhaps by another process. Nothing is sent yet.
    #[must_use]
    pub fn task(&self, task_id: impl Into<String>) -> Task<types::ProducerClip> {
        Task::new(
            self.client.clone(),
            crate::task::TaskRef::of(&musicapi_facts::GET_PRODUCER_TASK, task_id.into()),
        )
    }
}

/// What is left to spend.
#[derive(Debug, Clone, Copy)]
pub struct Account<'c> {
    client: &'c Client,
}

impl Account<'_> {
    /// Ask what is left to spend.
    ///
    /// Free. Credits are shared by all models. What was bought extra is spent first and never expires, but needs an active subscription; monthly credits end with their cycle. A new account has some to begin with: 30 by a page of early 2026. Lyrics credits are not shown. Unknown parameters of the query are accepted.
    ///
    /// Sends `GET /get-credits`.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    ///
    /// # Cancel safety
    /// Dropped, it has done nothing.
    pub async fn get_credits(&self) -> Result<types::Credits, Error> {
        let answer = self
            .client
            .ask(&musicapi_facts::GET_CREDITS, |raw| raw.get_credits())
            .await?;
        answer.decode().map_err(|error| self.client.sealed(error))
    }
}

/// Whether a body is understood as the answer of an operation, after it was mended where need be.
///
/// # Errors
/// As the operation.
#[doc(hidden)]
pub fn understand(operation: &'static Operation, body: Value) -> Result<(), Error> {
    let answer = Answer::of(operation, body);
    match operation.id {
        "create_sonic" => answer.find_task().map(drop),
        "get_sonic_task" => read_status::<types::SonicClip>(&answer, None).map(drop),
        "split_sonic_stems_basic" => answer.find_task().map(drop),
        "split_sonic_stems_full" => answer.find_task().map(drop),
        "create_sonic_persona" => answer.decode::<types::SonicPersona>().map(drop),
        "upload_sonic_clip" => answer.decode::<types::SonicUploaded>().map(drop),
        "get_sonic_wav" => answer.decode::<types::SonicWav>().map(drop),
        "write_sonic_lyrics" => answer.decode::<types::SonicLyrics>().map(drop),
        "align_sonic_lyrics" => answer.decode::<types::SonicAlignedLyrics>().map(drop),
        "measure_sonic_bpm" => answer.decode::<types::SonicBpm>().map(drop),
        "upsample_sonic_tags" => answer.decode::<types::SonicUpsampledTags>().map(drop),
        "create_sonic_voice" => answer.find_task().map(drop),
        "extract_sonic_vox" => answer.decode::<types::SonicVox>().map(drop),
        "get_sonic_midi" => answer.decode::<types::SonicMidiAnswer>().map(drop),
        "create_sonic_mashup" => answer.find_task().map(drop),
        "replace_sonic_section" => answer.find_task().map(drop),
        "sample_sonic_clip" => answer.find_task().map(drop),
        "upload_and_cover_sonic" => answer.find_task().map(drop),
        "upload_and_extend_sonic" => answer.find_task().map(drop),
        "download_sonic_clip" => answer.decode::<types::SonicDownload>().map(drop),
        "create_sonic_batch" => answer.decode::<types::SonicBatch>().map(drop),
        "get_sonic_batch" => answer.decode::<types::SonicBatchReport>().map(drop),
        "create_suno" => answer.find_task().map(drop),
        "get_suno_clip" => read_status::<types::SonicClip>(&answer, None).map(drop),
        "make_suno_lyrics" => answer.decode::<types::SunoLyricsStarted>().map(drop),
        "get_suno_lyrics" => answer.decode::<types::SunoLyrics>().map(drop),
        "get_suno_song" => answer.decode::<types::SunoSong>().map(drop),
        "create_riffusion" => answer.find_task().map(drop),
        "upload_riffusion_clip" => answer.decode::<types::RiffusionUploaded>().map(drop),
        "get_riffusion_task" => {
            read_status::<types::RiffusionClip>(&answer, None).map(drop)
        }
        "create_studio" => answer.find_task().map(drop),
        "get_studio_task" => read_status::<types::StudioSong>(&answer, None).map(drop),
        "create_nuro" => answer.find_task().map(drop),
        "get_nuro_task" => read_status::<types::NuroTask>(&answer, None).map(drop),
        "create_producer" => answer.find_task().map(drop),
        "upload_producer_clip" => answer.find_task().map(drop),
        "download_producer_clip" => answer.find_task().map(drop),
        "get_producer_task" => {
            read_status::<types::ProducerClip>(&answer, None).map(drop)
        }
        "get_credits" => answer.decode::<types::Credits>().map(drop),
        _ => {
            Err(
                Error::config("the client was made without this operation").of(operation),
            )
        }
    }
}

/// A value through the type of a component of requests, answers or callbacks, and back; none if there is no such component.
#[doc(hidden)]
#[must_use]
pub fn round_trip(component: &str, value: Value) -> Option<serde_json::Result<Value>> {
    match component {
        "Credits" => {
            Some(
                serde_json::from_value::<types::Credits>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "Error" => {
            Some(
                serde_json::from_value::<types::Error>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "NuroCreate" => {
            Some(
                serde_json::from_value::<types::NuroCreate>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "NuroTask" => {
            Some(
                serde_json::from_value::<types::NuroTask>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "NuroWebhook" => {
            Some(
                serde_json::from_value::<types::NuroWebhook>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "ProducerCreate" => {
            Some(
                serde_json::from_value::<types::ProducerCreate>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "ProducerDownloadRequest" => {
            Some(
                serde_json::from_value::<types::ProducerDownloadRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "ProducerTaskAnswer" => {
            Some(
                serde_json::from_value::<types::ProducerTaskAnswer>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "ProducerUploadRequest" => {
            Some(
                serde_json::from_value::<types::ProducerUploadRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "ProducerWebhook" => {
            Some(
                serde_json::from_value::<types::ProducerWebhook>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "RiffusionCreate" => {
            Some(
                serde_json::from_value::<types::RiffusionCreate>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "RiffusionTaskAnswer" => {
            Some(
                serde_json::from_value::<types::RiffusionTaskAnswer>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "RiffusionUploadRequest" => {
            Some(
                serde_json::from_value::<types::RiffusionUploadRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "RiffusionUploaded" => {
            Some(
                serde_json::from_value::<types::RiffusionUploaded>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicAlignedLyrics" => {
            Some(
                serde_json::from_value::<types::SonicAlignedLyrics>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicAlignedLyricsRequest" => {
            Some(
                serde_json::from_value::<types::SonicAlignedLyricsRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicBatch" => {
            Some(
                serde_json::from_value::<types::SonicBatch>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicBatchReport" => {
            Some(
                serde_json::from_value::<types::SonicBatchReport>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicBatchRequest" => {
            Some(
                serde_json::from_value::<types::SonicBatchRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicBpm" => {
            Some(
                serde_json::from_value::<types::SonicBpm>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicBpmRequest" => {
            Some(
                serde_json::from_value::<types::SonicBpmRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicCreate" => {
            Some(
                serde_json::from_value::<types::SonicCreate>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicDownload" => {
            Some(
                serde_json::from_value::<types::SonicDownload>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicDownloadRequest" => {
            Some(
                serde_json::from_value::<types::SonicDownloadRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicLyrics" => {
            Some(
                serde_json::from_value::<types::SonicLyrics>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicLyricsRequest" => {
            Some(
                serde_json::from_value::<types::SonicLyricsRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicMashupRequest" => {
            Some(
                serde_json::from_value::<types::SonicMashupRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicMidiAnswer" => {
            Some(
                serde_json::from_value::<types::SonicMidiAnswer>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicMidiRequest" => {
            Some(
                serde_json::from_value::<types::SonicMidiRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicPersona" => {
            Some(
                serde_json::from_value::<types::SonicPersona>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicPersonaRequest" => {
            Some(
                serde_json::from_value::<types::SonicPersonaRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicReplaceSectionRequest" => {
            Some(
                serde_json::from_value::<types::SonicReplaceSectionRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicSampleRequest" => {
            Some(
                serde_json::from_value::<types::SonicSampleRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicStemsRequest" => {
            Some(
                serde_json::from_value::<types::SonicStemsRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicStepsCreated" => {
            Some(
                serde_json::from_value::<types::SonicStepsCreated>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicTaskAnswer" => {
            Some(
                serde_json::from_value::<types::SonicTaskAnswer>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicUploadCoverRequest" => {
            Some(
                serde_json::from_value::<types::SonicUploadCoverRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicUploadExtendRequest" => {
            Some(
                serde_json::from_value::<types::SonicUploadExtendRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicUploadRequest" => {
            Some(
                serde_json::from_value::<types::SonicUploadRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicUploaded" => {
            Some(
                serde_json::from_value::<types::SonicUploaded>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicUpsampleTagsRequest" => {
            Some(
                serde_json::from_value::<types::SonicUpsampleTagsRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicUpsampledTags" => {
            Some(
                serde_json::from_value::<types::SonicUpsampledTags>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicVoiceRequest" => {
            Some(
                serde_json::from_value::<types::SonicVoiceRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicVox" => {
            Some(
                serde_json::from_value::<types::SonicVox>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicVoxRequest" => {
            Some(
                serde_json::from_value::<types::SonicVoxRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicWav" => {
            Some(
                serde_json::from_value::<types::SonicWav>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicWavRequest" => {
            Some(
                serde_json::from_value::<types::SonicWavRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SonicWebhook" => {
            Some(
                serde_json::from_value::<types::SonicWebhook>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "StudioCreate" => {
            Some(
                serde_json::from_value::<types::StudioCreate>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "StudioCreated" => {
            Some(
                serde_json::from_value::<types::StudioCreated>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "StudioTask" => {
            Some(
                serde_json::from_value::<types::StudioTask>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SunoLyrics" => {
            Some(
                serde_json::from_value::<types::SunoLyrics>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SunoLyricsRequest" => {
            Some(
                serde_json::from_value::<types::SunoLyricsRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SunoLyricsStarted" => {
            Some(
                serde_json::from_value::<types::SunoLyricsStarted>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SunoSong" => {
            Some(
                serde_json::from_value::<types::SunoSong>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "SunoSongRequest" => {
            Some(
                serde_json::from_value::<types::SunoSongRequest>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "TaskCreated" => {
            Some(
                serde_json::from_value::<types::TaskCreated>(value)
                    .and_then(serde_json::to_value),
            )
        }
        "TaskNotice" => {
            Some(
                serde_json::from_value::<types::TaskNotice>(value)
                    .and_then(serde_json::to_value),
            )
        }
        _ => None,
    }
}

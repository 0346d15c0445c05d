// Made by `cargo xtask codegen` from openapi/musicapi.yaml. Edits are lost.

#![allow(clippy::all, reason = "made")]

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/create", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/stems/basic", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/stems/full", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/persona", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/upload", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/wav", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/lyrics", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/aligned-lyrics", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/bpm", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/upsample-tags", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/create-voice", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/vox", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/midi", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/mashup", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/replace-section", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/sample", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/upload-cover", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/upload-extend", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/download", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/sonic/batch", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/suno/create", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/suno/make-lyrics", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/suno/get-song", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/riffusion/create", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/riffusion/upload", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/studio/create", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/nuro/create", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/producer/create", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/producer/upload", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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
        body: ::bytes::Bytes,
    ) -> Result<ResponseValue<ByteStream>, Error<ByteStream>> {
        let url = format!("{}/producer/download", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(::reqwest::header::CONTENT_TYPE, "application/json")
            .body(body)
            .build()?;
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

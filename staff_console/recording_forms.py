"""The shapes of what is sent and answered at recording."""

from pydantic import BaseModel, Field

from web.requests import MaybeOnce


class RecordingLanguage(BaseModel):
    code: str
    name: str
    direction: str
    voice: str | None = Field(description='who speaks it now: "recorded", "synthetic"; null: nobody')
    phrases: int
    recorded: int = Field(description="of these phrases")
    is_open: bool = Field(description="everybody of the staff may record in it")


class RecordingLanguages(BaseModel):
    languages: list[RecordingLanguage]


class Phrase(BaseModel):
    key: str
    text: str
    recorded: bool


class PhrasesAnswer(BaseModel):
    phrases: list[Phrase]


class RecordedAnswer(BaseModel):
    key: str
    recorded: bool


class ForgetRecording(MaybeOnce):
    pass


class LetColleagues(MaybeOnce):
    allowed: bool


class ColleaguesAnswer(BaseModel):
    allowed: bool

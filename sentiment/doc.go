// Package sentiment tags comments with hostility and stance.
//
// [English] returns the model that ships with the package. It scores whole
// threads ([Model.AppendScores]) or single texts ([Model.Score]), says why
// ([Model.Explain]), and is the same on every run: no network, no clock, no
// randomness. Any other scorer fits in by implementing [Tagger].
//
// Scores are calibrated probabilities. Labels are readings of them at fixed
// thresholds; where the costs of errors are known, use the score itself. A
// score is calibrated for the model's own share of hostile comments,
// [Model.Prior]; [Model.WithPrior] moves it to that of another corpus, and
// [Model.WithMean] does so closer where the corpus has been scored.
//
// A score measures hostile wording, not hostile meaning, and belongs to a
// comment, not to a person. MODEL_CARD.md says what the models were trained on,
// how well they do, where they fail and what they must not be used for.
//
// # Moving from the Perspective API
//
// The score stands for TOXICITY and each [Kind] for one more attribute, see
// [Kind.Perspective]:
//
//	TOXICITY          Hostility.Score
//	SEVERE_TOXICITY   Hostility.Kinds[SevereToxicity]
//	IDENTITY_ATTACK   Hostility.Kinds[IdentityAttack]
//	INSULT            Hostility.Kinds[Insult]
//	PROFANITY         Hostility.Kinds[Profanity]
//	THREAT            Hostility.Kinds[Threat]
//
// [KindAlias] knows these names, their experimental forms and those of the
// Jigsaw data; [ParsePerspective] reads scores that were bought earlier. The
// experimental attributes without a counterpart (SEXUALLY_EXPLICIT, FLIRTATION,
// SPAM and those of the New York Times) are passed over. Scores of the two
// differ in scale: choose thresholds anew, or fit them on texts scored by both.
//
// Methods are safe for concurrent use. Offsets of spans are bytes of the text
// as it was given, whatever disguise it wore.
package sentiment

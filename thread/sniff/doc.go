// Package sniff opens comments in whatever format they are held.
//
// [Open] looks at the first bytes of its input, never at a file name: it
// unpacks gzip and zstd, finds the character set and the format, and gives a
// [Source] whose Comments come from the package that reads that format. Where
// the bytes fit several formats, [Source.Candidates] lists them all with a
// confidence; [Options.Format] overrides the choice.
//
// # Formats
//
// The names are those of [Formats]. "pages" is a stream of whole pages, one
// JSON object a line as corpora of web pages have them, {"url", "text"} or
// {"id", "html"}: its records are pages, not comments, so Comments reports
// [ErrPages]; read [Source.Reader] instead, as examples/pages does.
//
// # Compression and its cost
//
// zstd files are read with a window of up to [Options.MaxWindow], 128 MiB
// unless told otherwise. Pushshift's dumps were packed with --long=31, a
// window of 2 GiB: they fail with a [*WindowError] that says so, because
// reading them takes that much memory. Unpacking stops with a [*BombError]
// when it yields more than [Options.MaxRatio] times what was read, or more
// than [Options.MaxOutput] bytes. A packed file inside a packed file is not
// unpacked.
package sniff

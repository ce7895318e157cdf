// Package plaintext reads comment sections from pages of plain text: what a
// text browser or an extractor leaves of a web page. It finds the section,
// rebuilds the displayed tree from indentation and numbering, takes authors
// and times from the lines that name them, and reports lost comments as
// placeholders.
//
// # What is read
//
// A theme prints its comments as nested lists, and each renderer prints lists
// in columns of its own. For an item of depth d, 1 being the outermost, the
// full stop of a number (or a bullet) and the item's text stand in these
// columns, counted from 0:
//
//	renderer                       stop or bullet   text   item without text
//	Resiliparse up to 0.14         starts at 2d     2d+2   nothing, no number spent
//	Resiliparse from 0.15          starts at 2d     2d+2   nothing, number spent
//	lynx, elinks, links            5d               5d+2   bare number
//	w3m                            4d-2             4d     bare number
//	html2text (Debian)             6d-2             6d     child on its line, or nothing
//	pandoc -t plain                starts at 4d-4   4d     bare number, or child on its line
//	python-html2text               starts at 2d     0      child on its line
//
// Numbers of three digits and more, which have no room left of that stop, grow
// to the right. links prints an item without text and the next one on a line
// ("3.  4.  5. text"): only the numbers tell the levels there. lynx stops
// indenting at the seventh level, elinks at column 40, w3m and links at the
// eleventh level: below, an item belongs to the deepest list that its number
// continues. Lists may be bulleted instead; then no number tells of a loss.
// The renderer is not asked for: the grammar is taken under which the page's
// lists make the most of a tree.
//
// Where lists are missing, author lines part the comments: "NAME says:" over a
// date, NAME over DATE (with a place, a badge or the name of the person answered
// between them), "NAME DATE", "DATE - NAME: TEXT". So do pages print them that
// were copied from a browser (YouTube, Disqus, Reddit, Hacker News, phpBB, the
// comment pages of newspapers) and chats exported from WhatsApp. Facebook prints a
// name alone above and the age among the controls below. The tree is then told by
// the columns of the author lines, a column left out being a lost comment's, by
// levels printed above the author ("level 2") or by the links beside the name
// ("parent", "prev"); where nothing tells it, all stand at level 1 and the
// evidence says so.
//
// # What is a comment section
//
// Recipes, statutes, tables of contents and how-tos have lists too. A list is
// taken for a section by a score of what surrounds it (a heading such as
// "12 comments", a form after it), of what its items hold (author lines, reply
// links, words of talk) and of its nesting. Without heading, authors and reply
// links, three comments that do not answer each other cannot be told from a
// list of three reasons: such a page yields nothing. [Options.Force] overrides
// the score.
//
// Names over dates stand on front pages, under headlines and in lists of events
// too. Without a list, author lines are a section's under a heading such as "12
// comments", over the form, or where a third of the comments end with a control
// by which to answer, quote or report them: "Share" and "Read more" are any
// page's. Lines "NAME says:" over a date, links such as "parent" and levels that
// repeat need none of these. One or two comments must be as many as their heading
// counts, and the lines of a chat most of the page.
//
// # What is an item
//
// A comment may have a list of its own, or a line that begins with a number.
// Such a marker is text, not an item, where it is out of sequence; where text
// of the comment above follows it, since themes print a comment before its
// replies; where it follows its predecessor without a blank line; where a reply
// link is still to come; where it stands below the level at which the theme
// stops nesting; or where short single lines follow each other among comments
// that are longer.
//
// # What is lost
//
// A numbering that restarts, a number left out, a level skipped and a number
// without a text each tell of a comment that is not on the page. It is yielded
// as a comment of [thread.Missing] status, before its first reply, in the place
// and at the level where it stood; its parent evidence says what tells of it.
// Never is a reply joined to a comment across such a break.
//
// Three losses leave no trace. A lost comment without visible replies leaves
// none where no number is spent on it (Resiliparse up to 0.14), nor at the end
// of a list. And where the comment before the lost one has no replies itself,
// the replies of the lost one pass for its: about one displayed parent in
// ninety on pages of the earlier Resiliparse, which drops short comments. The
// confidence of the parent's evidence says so.
//
// # What is yielded
//
// Comments in document order, c1, c2, …, placeholders among them m1, m2, …;
// Pos and Line are the item's marker and the first line of its text. Text that
// the renderer broke at its margin is joined again; line breaks of the writer
// stay, quotations that the renderer indents begin with "> ". Reply links, rows
// such as "Reply Like 12 Report" and other controls at either end are left out; so
// are, without a list, numbers of votes, ages and what forums say of an author,
// where they end many comments of the page. The notice in the place of a removed
// comment becomes its status. Times are wall-clock readings without a zone; of
// 03/01/2020 the page's other dates tell the order, else [Options].MonthFirst.
// A line such as "Danny 03/01/2020 at 4:00 pm" that only a few comments begin
// with is theirs, not the theme's: it stays in the text.
//
// # Limits
//
// A page is read whole: [Options].MaxBytes bounds it, MaxLines its lines that
// are not blank and its markers. Time is linear in the page, also for one line
// of 100 MB or a million levels; nothing recurses. Bytes that are not UTF-8, NUL
// and other control characters become U+FFFD in texts and names, offsets count
// the page as it came. CRLF, lone CR, tabs, no-break spaces and a byte order
// mark are read for what they are.
package plaintext

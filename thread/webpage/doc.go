// Package webpage reads the comments of saved HTML pages.
//
// # What it knows
//
// WordPress in its many themes, WordPress.com, Blogger, Hacker News, old and
// new Reddit, phpBB, vBulletin, XenForo, Discourse, Invision, MyBB, SMF,
// FluxBB, Discuz, Vanilla, Flarum, NodeBB, Stack Exchange, MediaWiki talk pages,
// Drupal, Movable Type and TypePad, LiveJournal, Dreamwidth, Slashdot,
// MetaFilter, LWN, SPIP, the Guardian, Isso, Lobsters, GitHub issues, Mastodon,
// Disqus, YouTube and Facebook's plugin as rendered, and themes that it has never
// seen, by their structure: blocks that repeat, each with a writer, a time and a
// text. JSON-LD is read where it tells more.
//
// Pages may be HTML or the single-file archives of browsers (MHTML).
//
// # Nesting
//
// Parents come from, in this order: an attribute that names the parent, or a
// link to it that says "in reply to", wherever on this page or another the
// parent is, or that has the name of its writer and stands in the comment's head; one comment's element standing inside another's; depth classes such as
// "depth-3"; lists of replies that stand beside the comment they answer, as in
// themes that close <li> before <ul class="children">; and indentation by
// margin or spacer image. A parent that only the layout shows has the origin
// [thread.Nested]. WordPress prints replies below its depth limit as siblings:
// the parent given here is always the one displayed.
//
// Forums that show no nesting leave the level unknown, and the parent, but for
// posts whose quotations all name one earlier post by its number: those answer
// it, with the origin [thread.Quoted]. Whom a quotation names is kept in
// [thread.Details.ReplyTo]; the quoted words stand in the text as "> ".
//
// # What it leaves out
//
// The words of the software in the place of a comment that is no more, such as
// "This comment was removed by a moderator", are no text: the Status says it.
//
// Pages whose comments are loaded by the script of another service (Disqus,
// Facebook, …) yield nothing and say so by a [Notice]. Recent-comment
// widgets, lists of topics and articles, frequent questions, reply forms,
// product reviews and pages without comments yield nothing.
//
// # Limits
//
// The page is cut into the tokens that golang.org/x/net/html finds (a scanner
// of its own, held to that tokenizer by a fuzz target) and kept as a flat arena:
// nothing recurses, the depth of open elements is bounded, and time and memory
// are linear in the size of the page. Markup is mended as browsers do in the
// cases that pages with comments have; it is no full HTML parser.
package webpage

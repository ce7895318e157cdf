// Package target finds whom and what a thread is about and how each comment
// stands towards them.
//
// [Find] collects the names that a thread uses and joins the forms of each:
// full names and surnames, titles, possessives, acronyms, hashtags, slips of
// the pen, and nicknames that the text itself introduces. People who write in
// the thread are told apart from those it speaks of. Pronouns count where only
// one person can be meant. [FindNamed] does the same for names that the caller
// gives.
//
// Names are candidates because of their capitals and their company; part of
// speech and entity tags from package prose (github.com/jdkato/prose/v2) then
// sort names from ordinary words at the head of a sentence and people from
// other things. prose is English, slow and often wrong on single words, so it
// only votes, on a bounded number of sentences, each a document of its own.
//
// The method is English. It finds names in other languages written in Latin
// letters with capitals, German nouns excepted, and nothing in scripts without
// case.
package target

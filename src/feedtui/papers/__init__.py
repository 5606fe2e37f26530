"""What a paper is: facts, identity, cleaned text, queries and topics. Imports nothing else of ours."""

"""What a run left behind: data frames, the checks on its books, and the folder it is kept in."""

"""What each command does, without a screen: a function a command, named in `arguments`."""

"""What screens are put together from. A widget knows neither the app nor any screen."""

"""The gallery: every component and every screen in every state, from views made here, without a plant or a store."""
